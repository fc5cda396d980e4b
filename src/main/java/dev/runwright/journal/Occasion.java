package dev.runwright.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The opening of a schedule, for which a run is started or goes on.
 *
 * @param window that it keeps to; null for one without
 */
public record Occasion(
        String schedule, Instant opening, @Nullable RunWindow window) {
    /** Before it is known when the window closes. */
    public Occasion(String schedule, Instant opening) {
        this(schedule, opening, null);
    }

    /** The same with its window. */
    public Occasion in(RunWindow its) {
        return new Occasion(schedule, opening, its);
    }
}
