package dev.runwright.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Running time that ends: a run's, or that of a step which holds others and never outlasts what it stands in. Thread-safe. */
final class Deadline {
    private final RunClock clock;
    private final @Nullable Deadline outer;
    private final Instant end;
    private final String sentence;

    private Deadline(RunClock clock, @Nullable Deadline outer, Instant end, String sentence) {
        this.clock = clock;
        this.outer = outer;
        this.end = end;
        this.sentence = sentence;
    }

    /** Time without an end. */
    static Deadline none(RunClock clock) {
        return new Deadline(clock, null, Instant.MAX, "");
    }

    /**
     * A limit of its own within this one.
     *
     * @param what is limited, as the sentence names it
     * @param allowed how long it may take in all; null for no limit of its own
     * @param spent how much of that is past
     */
    Deadline inner(String what, @Nullable Duration allowed, Duration spent) {
        if (allowed == null) {
            return this;
        }
        String over = "The time limit of " + allowed.toSeconds() + " s for " + what + " is over.";
        return new Deadline(clock, this, clock.now().plus(allowed).minus(spent), over);
    }

    /** The error once the time is over; null before that. */
    @Nullable StepError passed() {
        StepError over = outer == null ? null : outer.passed();
        if (over != null || clock.now().isBefore(end)) {
            return over;
        }
        return StepError.of(ErrorClass.TIMEOUT, sentence);
    }

    /** As much of {@code span} as is left; at least nothing. */
    Duration within(Duration span) {
        Duration most = outer == null ? span : outer.within(span);
        Instant now = clock.now();
        return now.plus(most).isBefore(end) ? most : Duration.between(now, now.isBefore(end) ? end : now);
    }
}
