package dev.runwright.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The processes that serve. Thread-safe. */
public interface NodeBook {
    /** A node that has not been heard of for longer is gone, until it is heard of again. */
    Duration SILENCE = Duration.ofSeconds(30);

    /** Says that a node lives; the first time it makes it known. */
    void beat(Node node);

    /** Takes a node that ends off the list. */
    void leave(String id);

    /** All nodes by id; also those whose last beat is old. */
    List<Node> nodes();

    /**
     * A process that serves. Times are to the millisecond.
     *
     * @param seen its last sign of life, by its own clock
     * @param draining whether it begins nothing any more
     * @param address where its health and metrics are
     */
    record Node(
            String id,
            String host,
            long pid,
            Instant started,
            Instant seen,
            String version,
            boolean draining,
            String address) {
        /** Whether it has not been heard of for too long. */
        public boolean isSilent(Instant now) {
            return seen.isBefore(now.minus(SILENCE));
        }
    }
}
