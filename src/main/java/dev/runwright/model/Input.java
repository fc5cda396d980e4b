package dev.runwright.model;

import dev.runwright.text.Position;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One input of a runbook. Immutable.
 *
 * @param of the element type of a list or map; null where unsaid (any)
 * @param runbook for type {@code run}: the runbook whose runs are meant ({@code of:}); else null
 * @param min smallest value, or shortest text or list; null for none
 * @param max largest value, or longest text or list; null for none
 * @param values the members of an {@code enum}, or the closed list of any other type; empty for none
 * @param standard the default, already of its type; null with {@code hasDefault} means that null is the default
 * @param ask the question to a person; null where unsaid
 */
public record Input(
        Position position,
        String name,
        InputType type,
        @Nullable InputType of,
        @Nullable String runbook,
        @Nullable Pattern pattern,
        @Nullable Object min,
        @Nullable Object max,
        List<Object> values,
        boolean optional,
        boolean hasDefault,
        @Nullable Object standard,
        @Nullable String ask) {
    /** Copies the list. */
    public Input {
        values = List.copyOf(values);
    }
}
