package dev.runwright.app;

import dev.runwright.engine.Cancellation;
import dev.runwright.engine.RunClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time of this machine: waiting really waits. */
record WallClock(Clock clock) implements RunClock {
    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void pass(Duration duration, Cancellation cancellation) {
        try {
            cancellation.await(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
