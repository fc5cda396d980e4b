package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run waits for the next window of a schedule whose file is removed meanwhile: everybody who looks is told, and what to do. */
class StrandedRunTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install"));
    private static final String WHY =
            "It keeps to the windows of schedule 'night', and there is no such schedule without"
                    + " errors any more: put its file back and say 'runwright resume ";

    @TempDir
    private Path folder = Path.of("unset");

    private Tool tool = new Tool(folder);
    private Path file = folder;
    private String run = "";

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        Files.createDirectories(folder.resolve("schedules"));
        tool.write(
                "runwright.yaml",
                "runwright: 1\nrunbooks: [.]\ndefault_profile: sandbox\nprofiles:\n  sandbox:\n    estate: "
                        + INSTALL.resolve("examples/estates/contoso.yaml") + "\n");
        file = Path.of(tool.write("schedules/night.yaml", """
                schedule: night
                title: Each night
                runbook: long
                window: {opens: "daily at 22:00", lasts: 1h, zone: UTC}
                """));
        tool.write("long.yaml", """
                runwright: 1
                runbook: long
                title: Does not fit at the end of a window
                steps:
                  - id: long
                    groovy: "1"
                    timeout: 50m
                """);
        at("2026-11-27T22:30:00Z");
        run = String.valueOf(tool.run("schedule", "run-now", "night", "-o", "json")
                .document()
                .get("run"));
    }

    private void at(String time) {
        tool.clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    @Test
    void nothingIsSaidWhileTheScheduleIsThere() {
        assertThat(tool.run("runs").out()).doesNotContain("schedule 'night'");
        assertThat(tool.run("inbox").out()).isEqualTo("Nothing waits for you; --all shows what waits for others.\n");
        assertThat(tool.run("show", run, "-o", "json").document()).containsEntry("stranded", null);
    }

    @Test
    void everyListNamesTheRunAndWhatToDo() throws IOException {
        Files.delete(file);

        assertThat(tool.run("show", run).out()).contains(WHY + run);
        assertThat(tool.run("runs").out()).contains("    " + WHY + run);
        assertThat(tool.run("inbox").out())
                .isEqualTo(run + "  long  " + WHY + run + "', or end the run with 'runwright cancel " + run + "'.\n");
        assertThat(tool.run("schedule", "list").out()).startsWith(run + "  long  " + WHY);
        assertThat(Data.map(tool.run("inbox", "-o", "json").list().get(0)))
                .containsEntry("kind", "no_schedule")
                .containsEntry("command", "runwright cancel " + run);
        assertThat(Data.map(tool.run("runs", "-o", "json").list().get(0)).get("stranded"))
                .asString()
                .startsWith(WHY);
        assertThat(tool.run("schedule", "list", "-o", "json").list()).isEmpty();
        assertThat(tool.run("schedule", "list", "-o", "json").err()).contains(WHY);

        at("2026-11-28T22:00:00Z");
        Tool.Done resumed = tool.run("resume", run);
        assertThat(resumed.code()).isEqualTo(3);
        assertThat(resumed.out())
                .contains(
                        "closed at 2026-11-27T23:00:00Z, before step long; there is no such schedule without errors any"
                                + " more, so nothing opens it: put its file back and resume the run, or cancel it.");
        assertThat(tool.run("cancel", run).code()).isZero();
        assertThat(tool.run("inbox").out()).startsWith("Nothing waits");
    }

    @Test
    void itGoesOnOnceTheFileIsBack() throws IOException {
        String text = Files.readString(file);
        Files.delete(file);
        at("2026-11-28T22:00:00Z");
        assertThat(tool.run("resume", run).code()).isEqualTo(3);

        Files.writeString(file, text);

        assertThat(tool.run("resume", run).code()).isZero();
    }
}
