package dev.runwright.engine;

import java.time.Duration;
import java.time.Instant;

/** The time by which a run settles, retries and waits: the wall's, or in a rehearsal the estate's. */
public interface RunClock {
    /** The present. */
    Instant now();

    /** Lets time pass: really waits, or moves the estate's clock. Returns early when the run is cancelled. */
    void pass(Duration duration, Cancellation cancellation);

    /** Whether waiting takes as long as it says, so that it is better not held for long. */
    default boolean isReal() {
        return true;
    }

    /** The longest time that passes at once: a real clock may be set meanwhile, so it is looked at again and again. */
    default Duration stride() {
        return Duration.ofMinutes(1);
    }
}
