package dev.runwright.engine;

import dev.runwright.journal.LockedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one item of a fan-out, or of a called runbook. Once taken, the run holds them until its end.
 *
 * @param waits whether the runbook waits for a lock that another run holds
 */
record TargetLock(RunContext run, StepLoop loop, List<String> names, boolean waits) {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /**
     * Takes the locks, and waits for them where the runbook says so.
     *
     * @return why they cannot be had: failed if another run holds one and this one does not wait, or no longer; waiting if another
     *     process is to wait on; null if they are taken
     */
    @Nullable StepResult take(String path) {
        LockedException other = new LockWait(run, path, names).take(this::goesOn);
        if (other == null) {
            return null;
        }
        if (goesOn()) {
            run.open(path);
            StepError later = new StepError(
                    ErrorClass.CONFLICT,
                    other.held(),
                    null,
                    Map.of(Flow.DUE, run.wallTime().plus(AGAIN)));
            return StepResult.failed(later, 1).withState("waiting");
        }
        StepError late = loop.late();
        return StepResult.failed(late == null ? StepError.of(ErrorClass.CONFLICT, other.sentence()) : late, 1);
    }

    private boolean goesOn() {
        return waits && loop.late() == null && !run.cancellation.requested();
    }
}
