package dev.runwright.value;

import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What expressions tell apart; everything else is opaque to them. */
enum Kind {
    NULL("null"),
    TEXT("a text"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    TIME("a time"),
    DURATION("a duration"),
    LIST("a list"),
    MAP("a map"),
    SECRET("a secret"),
    OPAQUE("binary data");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** The kind of a value; a value that is not known yet ends the evaluation. */
    static Kind of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Pending pending) {
            throw new PendingTouched(pending);
        }
        if (value instanceof CharSequence || value instanceof EnumValue || value instanceof UUID) {
            return TEXT;
        }
        if (value instanceof Number) {
            return NUMBER;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        return ofCompound(value);
    }

    private static Kind ofCompound(Object value) {
        if (value instanceof List<?>) {
            return LIST;
        }
        if (value instanceof Map<?, ?>) {
            return MAP;
        }
        if (value instanceof Temporal) {
            return TIME;
        }
        if (value instanceof Duration) {
            return DURATION;
        }
        return value instanceof Secret ? SECRET : OPAQUE;
    }

    /** With its article, as messages name it. */
    @Override
    public String toString() {
        return words;
    }
}
