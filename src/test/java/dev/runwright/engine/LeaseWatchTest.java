package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.ProgramStep;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step under way is stopped once the run's lease is over and the store does not answer, however long that takes to say so. */
@NullUnmarked
final class LeaseWatchTest {
    private static final String BODY =
            "steps: [{id: work, program: [work], undo: {irreversible: a test}, on_unknown: rerun}]\n";

    private EngineBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** What happens while the step is under way; gives whether it was told to stop at once. */
    private boolean stopped(Runnable meanwhile) {
        boolean[] now = new boolean[1];
        bench.executors.put(ProgramStep.class, new NamedPrograms(name -> {
            meanwhile.run();
            now[0] = bench.cancellation.now();
            return NamedPrograms.returned("done");
        }));
        bench.run(BODY);
        return now[0];
    }

    private void pass(int seconds) {
        bench.clock.move(Duration.ofSeconds(seconds));
    }

    @Test
    void aLeaseThatIsOverAtTwoBeatsWithoutTheStoreStopsTheStep() {
        assertThat(stopped(() -> {
                    pass(31);
                    bench.pulse.beatWithoutStore();
                    bench.pulse.beatWithoutStore();
                }))
                .isTrue();
    }

    @Test
    void aProcessThatStoodStillRenewsFirst() {
        assertThat(stopped(() -> {
                    pass(3600);
                    bench.pulse.beatWithoutStore();
                    bench.pulse.beat();
                    bench.pulse.beatWithoutStore();
                }))
                .isFalse();
    }

    @Test
    void aStoreThatIsSilentForLessThanTheLeaseStopsNothing() {
        assertThat(stopped(() -> {
                    pass(29);
                    bench.pulse.beatWithoutStore();
                    bench.pulse.beatWithoutStore();
                }))
                .isFalse();
    }
}
