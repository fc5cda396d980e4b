package dev.runwright.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run's running time. */
final class Deadline {
    private final RunClock clock;
    private final @Nullable Duration limit;
    private final Instant begun;

    Deadline(RunClock clock, @Nullable Duration limit) {
        this.clock = clock;
        this.limit = limit;
        this.begun = clock.now();
    }

    /** The error once the time is over; null before that. */
    @Nullable StepError passed() {
        if (limit == null || clock.now().isBefore(begun.plus(limit))) {
            return null;
        }
        return StepError.of(ErrorClass.TIMEOUT, "The run's time limit of " + limit.toSeconds() + " s is over.");
    }
}
