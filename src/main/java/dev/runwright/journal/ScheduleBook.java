package dev.runwright.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the openings of schedules, for all processes on one store. An opening is told by its schedule and its instant, to
 * the millisecond. Thread-safe.
 */
public interface ScheduleBook {
    /** Claims an opening for a node: true for exactly one caller ever. */
    boolean claim(String schedule, Instant opening, String node, Instant now);

    /**
     * Takes over the claim of a node that is gone, if it is still that node's and not settled: true for exactly one caller.
     *
     * @param from the node that claimed it
     */
    boolean reclaim(String schedule, Instant opening, String from, String node, Instant now);

    /**
     * Says what became of a claimed opening; of one that was asked about, what the answer was; of one whose run was to start, that this
     * very run could not.
     *
     * @param run the run that came of it
     * @throws JournalException if nobody has claimed it, or it is settled already
     */
    void settle(String schedule, Instant opening, Firing.Outcome outcome, @Nullable String run, @Nullable String why);

    /** The newest opening that was claimed. */
    Optional<Firing> last(String schedule);

    /** Newest first. */
    List<Firing> firings(String schedule, int most);

    /** Those that were claimed and never settled (their node is at it, or died): oldest first. */
    List<Firing> unsettled();

    /** Pauses a schedule; the ledger says so. One that is paused already is paused anew. */
    void pause(String schedule, String actor, @Nullable String reason, Instant at);

    /** Ends a pause, and the ledger says so; nothing happens to a schedule that is not paused. */
    void unpause(String schedule, String actor, Instant at);

    /** The schedules that are paused now, by name. */
    Map<String, Paused> paused();

    /** A schedule that opens no window until somebody ends the pause. */
    record Paused(String schedule, String actor, @Nullable String reason, Instant at) {}
}
