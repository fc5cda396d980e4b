package dev.runwright.display;

import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A property before and after. Immutable. */
public record Difference(
        String property, @Nullable Object before, @Nullable Object after) {
    private static final int WIDTH = 100;

    /** The properties that are not the same in both readings; null is an object that was not there. */
    public static List<Difference> between(
            @Nullable Map<String, @Nullable Object> before, @Nullable Map<String, @Nullable Object> after) {
        List<Difference> differences = new ArrayList<>();
        Map<String, @Nullable Object> was = before == null ? Map.of() : before;
        Map<String, @Nullable Object> is = after == null ? Map.of() : after;
        for (String property : (is.isEmpty() ? was : is).keySet()) {
            if (!Objects.equals(was.get(property), is.get(property))) {
                differences.add(new Difference(property, was.get(property), is.get(property)));
            }
        }
        return differences;
    }

    /** As a person reads it. */
    @Override
    public String toString() {
        return property + ": " + text(before) + " → " + text(after);
    }

    /** A value on one line, cut if it is long. */
    public static String text(@Nullable Object value) {
        String text = value instanceof String plain && !plain.isEmpty() ? plain : Json.write(value);
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
    }
}
