package dev.runwright.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves when the run waits, and jumps when a test says so. */
final class SteppedClock implements RunClock {
    private final List<Duration> passed = new ArrayList<>();
    private Instant now = Instant.parse("2026-10-01T08:00:00Z");
    private Runnable during = () -> {};

    /** Has something happen each time after it waited. */
    void during(Runnable event) {
        during = event;
    }

    void jump(Duration by) {
        now = now.plus(by);
    }

    /** How long it waited in all. */
    Duration waited() {
        return passed.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pass(Duration duration, Cancellation cancellation) {
        now = now.plus(duration);
        passed.add(duration);
        during.run();
    }
}
