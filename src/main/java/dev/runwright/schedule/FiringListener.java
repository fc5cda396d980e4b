package dev.runwright.schedule;

import java.time.Instant;
import java.util.Optional;

/** Is called when the time of an opening has come. Thread-safe. */
public interface FiringListener {
    /** When the schedule is to be looked at next, after the present moment; empty for never, or if it is not known here. */
    Optional<Instant> next(String schedule);

    /** The time of an opening of the schedule has come, or came while a node died on it. */
    void fire(String schedule);
}
