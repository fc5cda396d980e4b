package dev.runwright.engine;

import dev.runwright.journal.Occasion;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engine asks of schedules and calendars. Thread-safe. */
public interface Windows {
    /** No schedule is known, and no calendar forbids. */
    Windows NONE = new Windows() {
        @Override
        public Optional<Occasion> of(String schedule, Instant opening) {
            return Optional.empty();
        }

        @Override
        public Optional<Occasion> openAt(String schedule, Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> nextAfter(String schedule, Instant now) {
            return Optional.empty();
        }
    };

    /**
     * A run that is to begin or go on now.
     *
     * @param scheduled whether it keeps to the windows of a schedule
     */
    record Asked(String profile, boolean rehearsed, String runbook, boolean scheduled) {}

    /**
     * Why a calendar forbids a run.
     *
     * @param sentence names rule and event by their places, and the next moment that is allowed
     * @param event tells it from other events
     * @param until the next moment that is allowed; null if none is in sight
     */
    record Ban(String sentence, String event, @Nullable Instant until) {}

    /** What forbids a run; empty if nothing does. */
    default Optional<Ban> ban(Asked asked, Instant now) {
        return Optional.empty();
    }

    /** From when on something forbids a run that nothing forbids now; empty if that is not in sight. */
    default Optional<Instant> forbiddenFrom(Asked asked, Instant now) {
        return Optional.empty();
    }

    /** An opening with its window; empty if there is no such schedule. */
    Optional<Occasion> of(String schedule, Instant opening);

    /** The window that is open at an instant; empty if none is. */
    Optional<Occasion> openAt(String schedule, Instant now);

    /** When a schedule opens next after an instant; empty if that is not in sight. */
    Optional<Instant> nextAfter(String schedule, Instant now);
}
