package dev.runwright.value;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression may read and what they stand for: {@code inputs}, {@code steps}, the item of a fan-out, and, where
 * it applies, {@code output exit error before}. Immutable; values are plain data.
 */
public final class Scope {
    private final Map<String, @Nullable Object> names;
    private final Instant now;

    private Scope(Map<String, @Nullable Object> names, Instant now) {
        this.names = names;
        this.now = now;
    }

    /**
     * A scope.
     *
     * @param names what can be read
     * @param now what {@code now()} gives; fixed for a run
     */
    public static Scope of(Map<String, @Nullable Object> names, Instant now) {
        return new Scope(Data.copy(names), now);
    }

    /** This scope with one more name, or another value for it. */
    public Scope with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(names);
        more.put(name, value);
        return new Scope(Data.copy(more), now);
    }

    /** All names with their values. */
    public Map<String, @Nullable Object> names() {
        return names;
    }

    /** What {@code now()} gives. */
    public Instant now() {
        return now;
    }
}
