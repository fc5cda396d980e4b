package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.Act;
import dev.runwright.journal.NodeBook.Node;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store knows beside runs, on the command line. */
@NullUnmarked
class NodesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void twoNodes() throws IOException {
        tool = new Tool(folder);
        tool.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Files.createDirectories(folder.resolve("home"));
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), tool.clock)) {
            journal.nodes().beat(node("n1", 11, 30, false));
            journal.nodes().beat(node("n2", 12, 31, false));
            journal.nodes().beat(node("n3", 13, 1, true));
            journal.schedules().pause("patching", "ann", "CAB-12", NOW);
            journal.act(new Act(NOW, "bob", Act.CALENDAR_OVERRIDDEN, "freeze.ics", null));
        }
    }

    private static Node node(String id, long pid, long silent, boolean draining) {
        return new Node(
                id, "ops1", pid, NOW.minusSeconds(99), NOW.minusSeconds(silent), "1.0", draining, "127.0.0.1:8181");
    }

    @Test
    void nodesAreListedWithTheirLastSignOfLife() {
        Tool.Done listed = tool.run("nodes");
        assertThat(listed.code()).isZero();
        assertThat(listed.out().lines())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("live ").contains("n1", "ops1", "11", "seen 30 s ago"),
                        one -> assertThat(one).startsWith("gone ").contains("n2", "seen 31 s ago"),
                        one -> assertThat(one).startsWith("draining ").contains("n3", "127.0.0.1:8181"));
        Map<String, Object> gone =
                Data.map(tool.run("nodes", "-o", "json").list().get(1));
        assertThat(gone)
                .containsEntry("id", "n2")
                .containsEntry("state", "gone")
                .containsEntry("dead", true)
                .containsEntry("draining", false)
                .containsEntry("pid", 12L)
                .containsEntry("since", "2026-11-24T02:58:21Z")
                .containsEntry("seen", "2026-11-24T02:59:29Z")
                .containsEntry("runs", 0L);
    }

    @Test
    void actsOfPersonsAreListedAndTheLedgerHolds() {
        assertThat(tool.run("audit", "acts").out().lines())
                .containsExactly(
                        "2026-11-24T03:00:00Z  ann  schedule_paused  patching  because CAB-12",
                        "2026-11-24T03:00:00Z  bob  calendar_overridden  freeze.ics");
        assertThat(Data.map(tool.run("audit", "acts", "-o", "json").list().get(0)))
                .containsEntry("deed", "schedule_paused")
                .containsEntry("reason", "CAB-12");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }
}
