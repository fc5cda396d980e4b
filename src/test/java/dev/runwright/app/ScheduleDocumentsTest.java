package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.Firing.Outcome;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of what schedules and their windows are for machines. */
class ScheduleDocumentsTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install"));
    private static final String OPENING = "2026-11-27T21:00:00Z";

    @TempDir
    private Path folder = Path.of("unset");

    private Tool tool = new Tool(folder);

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        tool.clock = Clock.fixed(Instant.parse("2026-11-27T20:00:00Z"), ZoneOffset.UTC);
        Files.createDirectories(folder.resolve("schedules"));
        Files.copy(INSTALL.resolve("examples/schedules/freeze.ics"), folder.resolve("schedules/freeze.ics"));
        tool.write(
                "runwright.yaml",
                "runwright: 1\nrunbooks: [.]\ndefault_profile: sandbox\nprofiles:\n  sandbox:\n    estate: "
                        + INSTALL.resolve("examples/estates/contoso.yaml") + "\n");
        tool.write("schedules/nightly.yaml", """
                schedule: nightly
                title: Each night
                runbook: nodes
                with: {nodes: [a, b, c, d]}
                window:
                  opens: daily at 22:00
                  lasts: 4h
                  zone: Europe/Berlin
                  not_on: [freeze.ics]
                  reserve: 1h
                """);
        tool.write("nodes.yaml", """
                runwright: 1
                runbook: nodes
                title: Nodes
                inputs:
                  nodes: {type: list, of: string}
                steps:
                  - id: look
                    groovy: "1 + 1"
                    timeout: 20m
                    retry: {times: 2, delay: 1s}
                  - id: patch
                    foreach: ${{ inputs.nodes }}
                    groovy: "2"
                    timeout: 30m
                    at_once: 2
                """);
    }

    private static @Nullable Object json(String text) {
        return Json.read(text);
    }

    private static String window(String day, String next) {
        return "{\"schedule\": \"nightly\", \"opening\": \"" + day + "T21:00:00Z\", \"start\": \"" + day
                + "T21:00:00Z\", \"close\": \"" + next + "T01:00:00Z\", \"local\": \"" + day
                + "T22:00+01:00\", \"zone\": \"Europe/Berlin\"}";
    }

    private Map<String, @Nullable Object> listed() {
        return Data.map(tool.run("schedule", "list", "-o", "json").list().get(0));
    }

    @Test
    void list() {
        assertThat(listed()).isEqualTo(json("""
                {"schedule": "nightly", "title": "Each night", "runbook": "nodes", "profile": null,
                 "opens": "daily at 22:00", "zone": "Europe/Berlin", "file": "FILE", "open": false,
                 "paused": null, "pause_reason": null, "next": "2026-11-27T21:00:00Z", "last": null, "last_outcome": null}
                """.replace("FILE", shown())));
        tool.run("schedule", "pause", "nightly", "--reason", "CHG-7");
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), tool.clock)) {
            Instant last = Instant.parse("2026-11-26T21:00:00Z");
            journal.schedules().claim("nightly", last, "node", last);
            journal.schedules().settle("nightly", last, Outcome.SKIPPED, null, "Paused.");
        }
        assertThat(listed())
                .containsEntry("pause_reason", "CHG-7")
                .containsEntry("last", "2026-11-26T21:00:00Z")
                .containsEntry("last_outcome", "skipped: Paused.")
                .doesNotContainEntry("paused", null);
    }

    private String shown() {
        return String.valueOf(
                Data.map(tool.run("schedule", "list", "-o", "json").list().get(0))
                        .get("file"));
    }

    @Test
    void next() {
        assertThat(tool.run("schedule", "next", "2", "-o", "json").list())
                .isEqualTo(json(
                        "[" + window("2026-11-27", "2026-11-28") + ", " + window("2026-11-28", "2026-11-29") + "]"));
    }

    @Test
    void explain() {
        Map<String, @Nullable Object> document = tool.run(
                        "schedule", "explain", "nightly", "--at", "2026-12-24T22:30", "-o", "json")
                .document();
        assertThat(document.keySet()).containsExactly("schedule", "at", "open", "window", "reasons", "next", "budget");
        assertThat(document)
                .containsEntry("schedule", "nightly")
                .containsEntry("at", "2026-12-24T21:30:00Z")
                .containsEntry("open", false)
                .containsEntry("window", null);
        Map<String, @Nullable Object> freeze =
                Data.map(Data.list(document.get("reasons")).get(1));
        assertThat(freeze)
                .containsEntry("allows", false)
                .containsEntry("rule", "not_on")
                .containsEntry("line", 9L)
                .containsEntry("column", 12L)
                .containsEntry("file", shown());
        assertThat(String.valueOf(freeze.get("words"))).contains("Year-end freeze", "freeze.ics:4:1");
        assertThat(Data.list(document.get("next")).get(0)).isEqualTo(json(window("2027-01-07", "2027-01-08")));
        assertThat(document.get("budget")).isEqualTo(json(budget("2027-01-07", "2027-01-08", "null 1800 3000 23:10")));
        assertThat(Data.map(tool.run("schedule", "explain", "nightly", "--at", OPENING, "-o", "json")
                        .document()))
                .containsEntry("open", true)
                .containsEntry("window", json(window("2026-11-27", "2026-11-28")));
    }

    /** Of a window, with what is known of the fan-out: its items, its time, the sum, and when the whole may begin at the latest. */
    private static String budget(String day, String next, String known) {
        List<String> facts = List.of(known.split(" ", -1));
        return """
                {"opening": "DAYT21:00:00Z", "close": "NEXTT01:00:00Z",
                 "steps": [
                   {"path": "look", "seconds": 1200, "each": false, "items": null, "seconds_in_all": 1200, "attempts": 3,
                    "known": 0, "last_safe_start": "DAYT23:40:00Z"},
                   {"path": "patch[]", "seconds": 1800, "each": true, "items": ITEMS, "seconds_in_all": PATCH, "attempts": 1,
                    "known": 0, "last_safe_start": "DAYT23:30:00Z"}],
                 "seconds": SUM, "reserve": 3600, "last_safe_start": "DAYTLAST:00Z"}
                """.replace("DAY", day)
                .replace("NEXT", next)
                .replace("ITEMS", facts.get(0))
                .replace("PATCH", facts.get(1))
                .replace("SUM", facts.get(2))
                .replace("LAST", facts.get(3));
    }

    @Test
    void aPlanForAScheduleTakesItsInputsAndShowsTheSumOfAllItems() {
        assertThat(tool.run("plan", "nodes", "--schedule", "nightly", "-o", "json")
                        .document()
                        .get("budget"))
                .isEqualTo(json(budget("2026-11-27", "2026-11-28", "4 3600 4800 22:40")));
        assertThat(tool.run("plan", "nodes", "--schedule", "nightly").out())
                .contains(
                        "Needed in the window of Fri 2026-11-27 22:00:\n",
                        "  look  20 min, up to 3 attempts, each if it fits, last safe start Sat 2026-11-28 00:40\n",
                        "  patch[]  30 min each, 4 of them 60 min, last safe start Sat 2026-11-28 00:30\n",
                        "  in all 80 min and 60 min in reserve; last safe start of the whole Fri 2026-11-27 23:40\n");
        assertThat(tool.run("plan", "nodes", "-i", "nodes=a", "-o", "json")
                        .document()
                        .get("budget"))
                .isNull();
    }

    @Test
    void aPlanForAScheduleOfAnotherRunbookIsRefused() throws IOException {
        tool.write(
                "other.yaml",
                "runwright: 1\nrunbook: other\ntitle: Other\nsteps: [{id: a, assert: \"${{ true }}\", else: no}]\n");
        Tool.Done refused = tool.run("plan", "other", "--schedule", "nightly");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("Schedule 'nightly' (", "nightly.yaml:1:1) runs nodes, not other.");
    }
}
