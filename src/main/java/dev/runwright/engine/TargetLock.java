package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.LockedException;
import dev.runwright.model.Lock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lock of one item of a fan-out. Once taken, the run holds it until its end. */
final class TargetLock {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RunContext run;
    private final Lock lock;

    TargetLock(RunContext run, Lock lock) {
        this.run = run;
        this.lock = lock;
    }

    /**
     * Takes the lock, and waits for it where the runbook says so.
     *
     * @return why it cannot be had: another run holds it, and this one does not wait, or no longer; null if it is taken
     */
    @Nullable StepError take(String path, Frame item, StepLoop loop) {
        List<String> names = List.of(run.world.profile() + ":" + lock.name().render(item.scope()));
        boolean said = false;
        while (true) {
            try {
                run.lock(names, null);
                return null;
            } catch (LockedException e) {
                StepError late = loop.late();
                if (late != null || !lock.waits() || run.cancellation.requested()) {
                    return late != null ? late : StepError.of(ErrorClass.CONFLICT, e.sentence());
                }
                if (!said) {
                    run.record(new TimerSet(path, run.world.clock().now().plus(LOOK), e.sentence()));
                    run.commit();
                    said = true;
                }
                run.cancellation.await(LOOK);
            }
        }
    }
}
