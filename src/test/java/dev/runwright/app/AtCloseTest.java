package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code at_close: undo}: what is taken back and what is not, told to people, machines, and whom the profile names. */
class AtCloseTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install"));
    private static final String TIP = """
            runwright: 1
            runbook: tip
            title: Sets a tip, asks, and has no time left
            steps:
              - id: tip
                cmdlet: Set-Mailbox
                with: {Identity: anna@contoso.com, MailTip: from the run}
                state: Get-Mailbox
                timeout: 1m
              - id: for_good
                groovy: "1"
                effect: change
                undo: {irreversible: what is said is said}
                timeout: 1m
              - id: sure
                ask: Sure?
                form:
                  yes: {type: boolean, ask: Really}
              - id: long
                groovy: "2"
                timeout: 50m
            """;

    @TempDir
    private Path folder = Path.of("unset");

    private Tool tool = new Tool(folder);

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        Files.createDirectories(folder.resolve("schedules"));
        tool.write("runwright.yaml", """
                runwright: 1
                runbooks: [.]
                default_profile: sandbox
                profiles:
                  sandbox:
                    estate: ESTATE
                    notice: {rehearsals: true, program: [/bin/sh, -c, 'cat >> told.txt']}
                """.replace(
                "ESTATE", INSTALL.resolve("examples/estates/contoso.yaml").toString()));
        tool.write("schedules/night.yaml", """
                schedule: night
                title: Each night
                runbook: tip
                window: {opens: "daily at 22:00", lasts: 4h, zone: UTC, reserve: 30m}
                at_close: undo
                """);
        tool.write("tip.yaml", TIP);
    }

    private void at(String time) {
        tool.clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    private @Nullable Object tip() {
        Map<String, @Nullable Object> shown =
                tool.run("estate", "show", "exchange.mailboxes", "-o", "json").document();
        return String.valueOf(shown).contains("MailTip=from the run");
    }

    /** A run of the schedule that has set the tip and now waits for an answer. */
    private String waiting() {
        at("2026-11-27T22:30:00Z");
        Tool.Done first = tool.run("schedule", "run-now", "night", "-o", "json");
        assertThat(first.code()).as(first.err()).isEqualTo(3);
        String run = String.valueOf(first.document().get("run"));
        assertThat(tool.run("answer", run, "-i", "yes=true").code()).isZero();
        at("2026-11-28T01:00:00Z");
        return run;
    }

    private String told() throws IOException {
        Path told = folder.resolve("told.txt");
        return Files.exists(told) ? Files.readString(told) : "";
    }

    @Test
    void whatIsTakenBackAndWhatIsNotIsSaidAndTheRunEndsUndone() throws IOException {
        String run = waiting();

        Tool.Done done = tool.run("resume", run);

        assertThat(done.code()).as(done.err()).isEqualTo(5);
        assertThat(done.out())
                .contains("Step long needs 50 min and 30 min for the way back")
                .contains("The window of run " + run + " has closed, and 'at_close' says undo: run ", " took it back.")
                .containsPattern("put back +tip  Set-Mailbox .*anna@contoso.com")
                .containsPattern("irreversible +for_good\\s+what is said is said")
                .contains("undo: ok 0 changed 1");
        assertThat(tool.run("show", run).out()).startsWith("run        " + run + ", undone\n");
        assertThat(told()).isEmpty();
    }

    @Test
    void aDocumentHasWhatIsTakenBack() {
        Tool.Done done = tool.run("resume", waiting(), "-o", "json");

        assertThat(done.document()).containsEntry("state", "undone");
        Map<String, @Nullable Object> undo = Data.map(done.document().get("taken_back"));
        assertThat(undo).containsEntry("state", "succeeded").containsEntry("rest", null);
        assertThat(undo.get("run")).isNotNull();
        assertThat(undo.get("not_undone"))
                .isEqualTo(
                        Json.read(
                                "[{\"path\": \"for_good\", \"kind\": \"irreversible\", \"reason\": \"what is said is said\"}]"));
        assertThat(Data.list(undo.get("steps"))).hasSize(2);
    }

    @Test
    void whatSomebodyHasChangedSinceStopsItAndAPersonIsTold() throws IOException {
        String run = waiting();
        tool.write("other.yaml", TIP.replace("runbook: tip", "runbook: other").replace("from the run", "by hand"));
        assertThat(tool.run("run", "other").code()).isEqualTo(3);

        Tool.Done done = tool.run("resume", run);

        assertThat(done.code()).as(done.err()).isEqualTo(3);
        assertThat(done.out())
                .contains("'at_close' says undo: nothing was written.")
                .containsPattern("drifted +tip  MailTip: before null, after the run .*from the run.*, now .*by hand")
                .contains("runwright undo " + run + " --if-drifted keep");
        assertThat(tool.run("show", run).out())
                .startsWith("run        " + run + ", cancelled\n")
                .contains("'at_close: undo' has not taken it back: 'runwright undo " + run + "' does.");
        assertThat(Json.readObject(told()))
                .containsEntry("run", run)
                .containsEntry("state", "cancelled")
                .containsEntry("command", "runwright undo " + run)
                .containsEntry(
                        "taken_back",
                        "drifted: Nothing was taken back, because somebody has changed it since; 'runwright undo " + run
                                + " --plan' shows what.");
        assertThat(tool.run("undo", run, "--if-drifted", "overwrite").code()).isZero();
        assertThat(tool.run("show", run).out()).startsWith("run        " + run + ", undone\n");
        assertThat(tool.run("show", run).out()).doesNotContain("has not taken it back");
        assertThat(tip()).isEqualTo(false);
    }

    @Test
    void anUndoThatFailsIsTheExitCode() {
        String run = waiting();
        assertThat(tool.run("estate", "fault", "fail call 1 of Set-Mailbox before with denied")
                        .code())
                .isZero();

        Tool.Done done = tool.run("resume", run, "-o", "json");

        assertThat(done.code()).as(done.err()).isEqualTo(1);
        assertThat(done.err()).contains("The undo ended failed", "'runwright undo " + run + "' does the rest.");
        assertThat(Data.map(done.document().get("taken_back"))).containsEntry("state", "failed");
    }
}
