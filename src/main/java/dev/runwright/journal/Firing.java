package dev.runwright.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An opening of a schedule, who claimed it, and what became of it. Times are to the millisecond.
 *
 * @param run the run that came of it
 * @param why the reason, where there is one
 */
public record Firing(
        String schedule,
        Instant opening,
        Instant claimed,
        String node,
        Outcome outcome,
        @Nullable String run,
        @Nullable String why) {
    /** What became of an opening. */
    public enum Outcome {
        /** A node is at it, or died on it. */
        CLAIMED,
        /** A run was started. */
        STARTED,
        /** No run, as the schedule says. */
        SKIPPED,
        /** A person is asked whether to run. */
        ASKED,
        /** A rule or a calendar forbade it. */
        REFUSED,
        /** The run could not be started. */
        FAILED
    }
}
