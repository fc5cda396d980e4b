package dev.runwright.app;

import dev.runwright.engine.Cancellation;
import dev.runwright.engine.RunClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time of this machine: waiting really waits. */
record WallClock(Clock clock) implements RunClock {
    private static final long STEP_MS = 100;

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void pass(Duration duration, Cancellation cancellation) {
        long begun = System.nanoTime();
        try {
            for (long left = duration.toMillis(); left > 0 && !cancellation.requested(); ) {
                Thread.sleep(Math.min(STEP_MS, left));
                left = duration.toMillis()
                        - Duration.ofNanos(System.nanoTime() - begun).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
