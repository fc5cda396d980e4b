package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.ProgramStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wishes to stop: the first lets the step under way finish, the second stops it, and what always runs needs one of its own. */
@NullUnmarked
class CancellationTest {
    private final List<String> done = new ArrayList<>();
    private EngineBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
        bench.executors.put(ProgramStep.class, new NamedPrograms(this::perform));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Under {@code asked} somebody asks to stop once, under {@code pressed} twice; then it does not come to its end. */
    private Outcome perform(String name) {
        done.add(name);
        if (name.startsWith("asked") || name.equals("pressed")) {
            bench.cancellation.request();
        }
        if (name.equals("pressed")) {
            bench.cancellation.request();
        }
        return bench.cancellation.now()
                ? new Outcome.Unknown(StepError.of(ErrorClass.UNKNOWN, "killed"))
                : NamedPrograms.returned(name);
    }

    @Test
    void theFirstLetsTheStepFinishAndWhatAlwaysRunsRun() {
        RunOutcome outcome = bench.run("""
                steps:
                  - program: [asked]
                  - program: [never]
                always:
                  - program: [clean]
                """);
        assertThat(outcome.state()).isEqualTo("cancelled");
        assertThat(done).containsExactly("asked", "clean");
        assertThat(bench.journal.locks()).isEmpty();
    }

    @Test
    void theSecondStopsTheStepAndWhatAlwaysRunsStillRuns() {
        RunOutcome outcome = bench.run("""
                steps:
                  - group:
                      - {id: look, program: [pressed], effect: read}
                      - program: [never]
                    always:
                      - program: [clean]
                  - program: [never]
                always:
                  - program: [sweep]
                """);
        assertThat(outcome.state()).isEqualTo("cancelled");
        assertThat(bench.states(outcome)).containsEntry("group_1/look", "cancelled");
        assertThat(done).containsExactly("pressed", "clean", "sweep");
    }

    @Test
    void oneMoreStopsWhatAlwaysRunsToo() {
        RunOutcome outcome = bench.run("""
                steps:
                  - {program: [pressed], effect: read}
                always:
                  - {program: [asked once more], effect: read}
                  - program: [never]
                """);
        assertThat(outcome.state()).isEqualTo("cancelled");
        assertThat(done).containsExactly("pressed", "asked once more");
    }

    @Test
    void aChangeThatIsStoppedIsUnknownAndNothingFollowsUntilAPersonHasLooked() {
        RunOutcome outcome = bench.run("""
                steps:
                  - program: [pressed]
                always:
                  - program: [never]
                """);
        assertThat(outcome.state()).isEqualTo("unknown");
        assertThat(done).containsExactly("pressed");
    }
}
