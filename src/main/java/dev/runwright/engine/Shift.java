package dev.runwright.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a process drives a run that another one may carry on: waits that are too long for it pause the run, and once the shift is over
 * no new step begins. Thread-safe.
 */
public final class Shift {
    private final @Nullable Duration longest;
    private volatile boolean over;

    private Shift(@Nullable Duration longest) {
        this.longest = longest;
    }

    /** One that lasts until the run has ended or must wait for people. */
    public static Shift unlimited() {
        return new Shift(null);
    }

    /** One in which no wait is held that is longer than {@code longest}. */
    public static Shift withWaitsOf(Duration longest) {
        return new Shift(longest);
    }

    /** From now on no new step begins; what is under way comes to its end. */
    public void end() {
        over = true;
    }

    /** Whether no new step may begin. */
    public boolean isOver() {
        return over;
    }

    /** Whether a wait of unknown length that was held for so long is left to another process. */
    boolean isTooLong(Duration held) {
        return over || (longest != null && held.compareTo(longest) >= 0);
    }

    /** The longest wait that is held; null for any. */
    @Nullable Duration longest() {
        return longest;
    }

    /** Why a step does not begin, and that it may at any time; null while it may here. */
    @Nullable StepError refusal(Instant now) {
        return over
                ? new StepError(
                        ErrorClass.UNKNOWN,
                        "The process that drove the run was to stop; the next one carries it on.",
                        null,
                        Map.of(Flow.DUE, now))
                : null;
    }
}
