package dev.runwright.model;

import dev.runwright.text.Position;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code retry: {times, delay, backoff, max_delay, jitter, budget, on}}. Immutable.
 *
 * @param times how many more attempts, at least 1
 * @param delay before the second attempt
 * @param backoff how the delay grows
 * @param maxDelay the longest delay; null for none
 * @param jitter by what part a delay may be shorter, 0 to 1, chosen by chance
 * @param budget within which every further attempt must begin, counted from the first one's start; null for none
 * @param on which failures are tried again; empty for all that are safe to try again
 */
public record Retry(
        Position position,
        int times,
        Duration delay,
        Backoff backoff,
        @Nullable Duration maxDelay,
        double jitter,
        @Nullable Duration budget,
        List<On> on) {
    /** Copies the list. */
    public Retry {
        on = List.copyOf(on);
    }

    /** How the delay grows from one attempt to the next. */
    public enum Backoff {
        /** Not at all. */
        FIXED,
        /** By the first delay each time. */
        LINEAR,
        /** Twice as long each time. */
        EXPONENTIAL
    }

    /** A failure that is tried again. */
    public sealed interface On {
        /** Errors of a class, as written: {@code throttled}. */
        record ErrorClass(String word) implements On {}

        /** A program's exit code: {@code exit 1618}. */
        record Exit(int code) implements On {}
    }
}
