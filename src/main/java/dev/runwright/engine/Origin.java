package dev.runwright.engine;

import dev.runwright.journal.Occasion;
import org.jspecify.annotations.Nullable;

/**
 * Who started a run, and why.
 *
 * @param occasion the opening of a schedule that it was started for; null for a run that a person started
 */
public record Origin(
        String actor,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable Occasion occasion) {
    /** A person's. */
    public Origin(String actor, @Nullable String reason, @Nullable String ticket) {
        this(actor, reason, ticket, null);
    }
}
