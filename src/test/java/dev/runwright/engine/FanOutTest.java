package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.model.ProgramStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fan-outs over many targets: waves, several at once, and where they end early. */
@NullUnmarked
final class FanOutTest {
    private static final String MAILBOXES = """
            inputs:
              names: {type: list, of: string}
            steps:
              - id: move
                foreach: ${{ inputs.names }}
                at_once: 5
                waves: [1, 10%, 100%]
                stop_after: STOP
                between_waves:
                  - id: look
                    program: [look]
                program: ["${{ item }}"]
                undo: {irreversible: a test}
            """;

    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private EngineBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
        bench.executors.put(ProgramStep.class, new NamedPrograms(this::move));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Moves a mailbox by its name; some cannot be moved. */
    private Outcome move(String name) {
        done.add(name);
        return failing.contains(name) ? NamedPrograms.failed(name + " is locked.") : NamedPrograms.returned(name);
    }

    private RunOutcome run(String stopAfter) {
        List<String> names = java.util.stream.IntStream.rangeClosed(1, 100)
                .mapToObj(number -> "m" + number)
                .toList();
        return bench.run(MAILBOXES.replace("STOP", stopAfter), Map.of("names", names));
    }

    private long ended(RunOutcome outcome, String state) {
        return RunView.of(bench.journal.read(outcome.run())).steps().values().stream()
                .filter(step -> step.path().startsWith("move["))
                .map(StepView::state)
                .filter(state::equals)
                .count();
    }

    @Test
    void threeFailuresInAWaveEndItBeforeTheNextOne() {
        failing.addAll(Set.of("m3", "m5", "m7"));
        RunOutcome outcome = run("3");

        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(outcome.problem().message()).contains("3 of 100 items have failed", "is locked.");
        assertThat(ended(outcome, "failed")).isEqualTo(3);
        assertThat(done).contains("m1", "m3", "m5", "m7", "look").doesNotContain("m11", "m100");
        assertThat(bench.view(outcome).waves().get("move"))
                .extracting(wave -> wave.keys().size())
                .containsExactly(1, 9);
    }

    @Test
    void fewerFailuresThanTheLimitLetItGoToItsEnd() {
        failing.addAll(Set.of("m3", "m50"));
        RunOutcome outcome = run("3");

        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(ended(outcome, "failed")).isEqualTo(2);
        assertThat(ended(outcome, "changed")).isEqualTo(98);
        assertThat(bench.view(outcome).steps().get("move").ended().warnings())
                .containsExactly("2 of 100 items have failed.");
    }

    @Test
    void aPartOfAWaveIsALimitToo() {
        failing.addAll(Set.of("m3", "m5"));
        RunOutcome outcome = run("{per_wave: 20%}");

        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(done).doesNotContain("m11");
    }

    @Test
    void withoutALimitTheFirstFailureEndsIt() {
        failing.add("m1");
        RunOutcome outcome =
                bench.run(MAILBOXES.replace("    stop_after: STOP\n", ""), Map.of("names", List.of("m1", "m2", "m3")));

        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(outcome.problem().message()).isEqualTo("m1 is locked.");
        assertThat(done).containsExactly("m1");
    }
}
