package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.LockedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose lock another run holds: refused, or begun once it is free. */
@NullUnmarked
final class LockedRunTest {
    private static final String WAITS =
            "if_locked: wait\nlock: door\nsteps: [{assert: \"${{ true }}\", else: never}]\n";

    private EngineBench bench;
    private String holder;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void heldLock(@TempDir Path folder) {
        bench = new EngineBench(folder);
        holder = bench.run("lock: door\nsteps: [{id: look, manual: Look., undo: {irreversible: seen}}]\n")
                .run();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RunOutcome run(String body, Consumer<String> whenSaid) {
        return bench.run(EngineBench.runbook(body), Map.of(), new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {}

            @Override
            public void event(String path, Events.Event event) {}

            @Override
            public void say(String line) {
                said.add(line);
                whenSaid.accept(line);
            }
        });
    }

    @Test
    void aRunThatWaitsForItsLockSaysWhoHoldsItAndBeginsOnceItIsFree() {
        RunOutcome end = run(WAITS, line -> bench.journal.unlock(holder));
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(said).containsExactly("waiting    for the lock 'sandbox:door', which run " + holder + " holds");
    }

    @Test
    void aRunThatIsStoppedWhileItWaitsNeverBegins() {
        assertThatThrownBy(() -> run(WAITS, line -> bench.cancellation.request()))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(holder);
        assertThat(bench.journal.runs()).containsExactly(holder);
    }

    @Test
    void withoutThatItIsRefusedAtOnce() {
        assertThatThrownBy(() -> run(WAITS.replace("wait", "fail"), line -> {})).isInstanceOf(LockedException.class);
        assertThat(said).isEmpty();
    }
}
