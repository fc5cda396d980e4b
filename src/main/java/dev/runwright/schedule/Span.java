package dev.runwright.schedule;

import dev.runwright.text.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that an event of a calendar takes.
 *
 * @param end the first instant after it
 * @param position of the event; null for one that stands in no file
 */
record Span(Instant start, Instant end, @Nullable Position position, String event) {
    boolean covers(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
