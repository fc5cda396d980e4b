package dev.runwright.engine;

import dev.runwright.journal.Occasion;
import org.jspecify.annotations.Nullable;

/**
 * Who started a run, and why.
 *
 * @param occasion the opening of a schedule that it was started for; null for a run that a person started
 * @param question what a person is asked before the first step; null for nothing
 * @param against whether it is to run although a calendar forbids it, once somebody else has approved that
 */
public record Origin(
        String actor,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable Occasion occasion,
        @Nullable String question,
        boolean against) {
    /** A person's, or a service's on an occasion. */
    public Origin(
            String actor,
            @Nullable String reason,
            @Nullable String ticket,
            @Nullable Occasion occasion,
            @Nullable String question) {
        this(actor, reason, ticket, occasion, question, false);
    }

    /** A person's. */
    public Origin(String actor, @Nullable String reason, @Nullable String ticket) {
        this(actor, reason, ticket, null, null);
    }

    /** The same where a calendar forbids it. */
    public Origin againstCalendar() {
        return new Origin(actor, reason, ticket, occasion, question, true);
    }

    /** The same on another occasion; null for none. */
    Origin on(@Nullable Occasion other) {
        return new Origin(actor, reason, ticket, other, question, against);
    }
}
