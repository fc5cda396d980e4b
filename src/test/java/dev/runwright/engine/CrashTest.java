package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any of its entries, or just after any of its calls, and resumed, ends as if nothing had happened. */
@NullUnmarked
final class CrashTest {
    private static final Map<String, Object> ANNA = Map.of("mailbox", "anna@contoso.com", "ticket", "SEC-1");

    @TempDir
    Path folder;

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Kills at the n-th entry. */
    private static final class Killer implements RunListener {
        private final int at;
        private int seen;

        Killer(int at) {
            this.at = at;
        }

        @Override
        public void appended(String run, JournalEntry entry) {
            if (++seen == at) {
                throw new Killed();
            }
        }

        @Override
        public void event(String path, Events.Event event) {}
    }

    private record Ending(String state, Map<String, Object> outputs, Map<String, String> steps, int sent) {}

    private static Ending ending(EngineBench bench, String run) {
        RunView view = RunView.of(bench.journal.read(run));
        Map<String, String> steps = new LinkedHashMap<>();
        view.steps().forEach((path, step) -> steps.put(path, step.state()));
        int sent = bench.cmdlets.changes().size();
        return new Ending(
                view.state(), view.end() == null ? Map.of() : view.end().outputs(), steps, sent);
    }

    /** What is different, but for the Guid that a new object happens to get. */
    static List<String> changes(EngineBench bench) {
        return bench.sinceSnapshot().stream()
                .filter(difference -> !difference.toString().contains("transportrules")
                        || difference.property().isEmpty())
                .map(difference -> withoutGuids(difference.toString()))
                .sorted()
                .toList();
    }

    static String withoutGuids(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "GUID");
    }

    @Test
    void aQuarantineKilledAtAnyEntryEndsLikeAnUndisturbedOne() throws Exception {
        Ending whole;
        List<String> changed;
        int entries;
        try (EngineBench bench = EngineBench.contoso(Files.createDirectory(folder.resolve("whole")))) {
            bench.estate.snapshot("before");
            RunOutcome outcome = bench.run(EngineBench.shipped("quarantine-mailbox"), ANNA);
            whole = ending(bench, outcome.run());
            changed = changes(bench);
            entries = bench.journal.read(outcome.run()).size();
        }
        assertThat(whole.state()).isEqualTo("succeeded");
        for (int kill = 1; kill < entries; kill += kill < 6 ? 1 : 3) {
            try (EngineBench bench = EngineBench.contoso(Files.createDirectory(folder.resolve("at" + kill)))) {
                bench.estate.snapshot("before");
                Killer killer = new Killer(kill);
                try {
                    bench.run(EngineBench.shipped("quarantine-mailbox"), ANNA, killer);
                } catch (Killed e) {
                    bench.resume("run-1");
                }
                Ending end = ending(bench, "run-1");
                assertThat(end).as("killed at entry %s", kill).isEqualTo(whole);
                assertThat(changes(bench)).as("killed at entry %s", kill).isEqualTo(changed);
                assertThat(Objects.requireNonNull(end.outputs())).isEqualTo(whole.outputs());
            }
        }
    }
}
