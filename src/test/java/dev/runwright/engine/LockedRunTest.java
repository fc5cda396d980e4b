package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.journal.Journal.HeldLock;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.model.Runbook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose lock another run holds: refused, or waiting until it is free. */
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

    private RunOutcome run(String body, Consumer<JournalEntry> whenSet, Shift shift) {
        RunListener listener = new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {
                said.add(entry.getClass().getSimpleName());
                if (entry instanceof TimerSet) {
                    whenSet.accept(entry);
                }
            }

            @Override
            public void event(String path, Events.Event event) {}
        };
        RunRequest.Watch watch = new RunRequest.Watch(listener, bench.cancellation, shift);
        Origin ann = new Origin("ann", null, null);
        return bench.engine.run(new RunRequest(EngineBench.runbook(body), Map.of(), ann, watch), bench.world());
    }

    private RunOutcome run(String body, Consumer<JournalEntry> whenSet) {
        return run(body, whenSet, Shift.unlimited());
    }

    private RunView view(String run) {
        return RunView.of(bench.journal.read(run));
    }

    @Test
    void aRunThatWaitsForItsLockIsInTheJournalAndGoesOnOnceItIsFree() {
        RunOutcome end = run(WAITS, entry -> bench.journal.unlock(holder));
        List<Recorded> entries = bench.journal.read(end.run());
        RunView waiting = RunView.of(entries.subList(0, 2));
        assertThat(waiting.state()).isEqualTo("waiting");
        assertThat(waiting.awaitsLocks()).isTrue();
        assertThat(waiting.pause().why())
                .isEqualTo("The lock 'sandbox:door' is held by run " + holder
                        + ", started by ann at 2026-11-24T03:00:00Z.");
        assertThat(((TimerSet) entries.get(1).entry()).due()).isAfter(bench.clock.instant());
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(said)
                .containsExactly("RunStarted", "TimerSet", "LocksTaken", "StepStarted", "StepEnded", "RunEnded");
        assertThat(bench.journal.locks()).isEmpty();
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsHasDoneNothing() {
        RunOutcome end = run(WAITS + "always: [{assert: \"${{ true }}\", else: never}]\n", entry -> {
            bench.journal.post("run-2", new CancelRequested("bob", false, null));
            bench.pulse.beat();
        });
        assertThat(end.state()).isEqualTo("cancelled");
        assertThat(view(end.run()).steps()).isEmpty();
        assertThat(bench.journal.locks()).extracting(HeldLock::run).containsExactly(holder);
    }

    @Test
    void aProcessThatHoldsNoLongWaitsLeavesItToTheNextOne() {
        RunOutcome end = run(WAITS, entry -> {}, Shift.withWaitsOf(Duration.ZERO));
        assertThat(end.state()).isEqualTo("waiting");
        assertThat(end.problem().message()).contains(holder);
        assertThat(view(end.run()).pause().due()).isNull();
        assertThatThrownBy(() -> bench.undo(end.run())).hasMessageContaining("waiting");
        bench.journal.unlock(holder);
        assertThat(bench.resume(end.run()).state()).isEqualTo("succeeded");
        assertThat(view(end.run()).awaitsLocks()).isFalse();
    }

    @Test
    void theTimeOfARunBeginsWithItsLock() {
        RunOutcome end = run("timeout: 1m\n" + WAITS, entry -> {}, Shift.withWaitsOf(Duration.ZERO));
        bench.clock.move(Duration.ofHours(1));
        bench.journal.unlock(holder);
        assertThat(bench.resume(end.run()).state()).isEqualTo("succeeded");
        assertThat(view(end.run()).driven()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aRunThatHadItsLockAndLostItWaitsForItAgain() {
        String waiting = WAITS.replace("steps: [", "steps: [{id: look, manual: Look., undo: {irreversible: seen}}, ");
        bench.journal.unlock(holder);
        String run = run(waiting, entry -> {}).run();
        bench.journal.unlock(run);
        String other = run(waiting, entry -> {}).run();
        assertThatThrownBy(() -> bench.engine.resume(
                        new ResumeRequest(
                                run,
                                List.of(),
                                null,
                                Map.of(),
                                new Origin("ann", null, null),
                                new RunRequest.Watch(new Stopping(), bench.cancellation)),
                        bench.world()))
                .hasMessage("seen: " + other);
    }

    /** Looks at no more than the first timer. */
    private static final class Stopping implements RunListener {
        @Override
        public void appended(String run, JournalEntry entry) {
            if (entry instanceof TimerSet timer) {
                throw new IllegalStateException("seen: " + timer.why().replaceAll(".* by run ([^,]*),.*", "$1"));
            }
        }

        @Override
        public void event(String path, Events.Event event) {}
    }

    @Test
    void withoutThatItIsRefusedAtOnceAndThereIsNoRun() {
        assertThatThrownBy(() -> run(WAITS.replace("wait", "fail"), entry -> {}))
                .isInstanceOf(LockedException.class);
        assertThat(said).isEmpty();
        assertThat(bench.journal.runs()).containsExactly(holder);
    }

    @Test
    void anItemThatWaitsForItsLockIsLeftToTheNextProcess() {
        String items = "steps: [{id: each, foreach: [door, window], lock: \"${{ item }}\", if_locked: wait,"
                + " assert: \"${{ true }}\", else: never, on_error: continue}]\n";
        RunOutcome end = run(items, entry -> {}, Shift.withWaitsOf(Duration.ZERO));
        assertThat(end.state()).isEqualTo("waiting");
        RunView view = view(end.run());
        assertThat(view.pause().path()).isEqualTo("each[door]");
        assertThat(view.pause().due()).isNotNull();
        bench.journal.unlock(holder);
        RunOutcome again = bench.resume(end.run());
        assertThat(again.state()).isEqualTo("succeeded");
        assertThat(bench.view(again).recap()).containsEntry("ok", 2);
    }

    @Test
    void aCalledRunbookWaitsForItsLockToo() {
        Definition caller = EngineBench.runbook("steps: [{id: call, runbook: inner}]\n");
        Runbook inner = EngineBench.read("inner.yaml", "runwright: 1\nrunbook: inner\ntitle: Called\n" + WAITS);
        Definition both = new Definition(
                caller.runbook(),
                Map.of(),
                Map.of("inner", new Definition.Called(inner, Map.of())),
                EngineBench.CATALOGUE);
        RunOutcome end = bench.run(both, Map.of(), new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {
                if (entry instanceof TimerSet timer) {
                    assertThat(timer.path()).isEqualTo("call");
                    bench.journal.unlock(holder);
                }
            }

            @Override
            public void event(String path, Events.Event event) {}
        });
        assertThat(end.state()).isEqualTo("succeeded");
    }
}
