package dev.runwright.estate.tenant;

import dev.runwright.value.Data;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of {@code $filter} that this tenant understands: comparisons joined by {@code and}. Stateless. */
final class Filter {
    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*([\\w/]+)\\s+(eq|ne|ge|le|gt|lt)\\s+('(?:[^']|'')*'|[\\w.:+-]+)\\s*(?:and\\s+(?=\\S)|$)");
    private static final Pattern CALL = Pattern.compile(
            "\\s*(startswith|contains)\\(\\s*([\\w/]+)\\s*,\\s*('(?:[^']|'')*')\\s*\\)\\s*(?:and\\s+(?=\\S)|$)");

    private Filter() {}

    /** @throws GraphFailure if the filter is not understood */
    static boolean accepts(@Nullable String filter, Map<String, @Nullable Object> item) {
        if (filter == null) {
            return true;
        }
        int at = 0;
        boolean all = true;
        while (at < filter.length()) {
            Matcher call = CALL.matcher(filter).region(at, filter.length());
            Matcher comparison = COMPARISON.matcher(filter).region(at, filter.length());
            if (call.lookingAt()) {
                all &= called(call.group(1), value(item, call.group(2)), literal(call.group(3)));
                at = call.end();
            } else if (comparison.lookingAt()) {
                all &= compared(comparison.group(2), value(item, comparison.group(1)), literal(comparison.group(3)));
                at = comparison.end();
            } else {
                throw GraphFailure.badRequest("Invalid filter clause: syntax error at position " + at + ".");
            }
        }
        return all;
    }

    private static boolean called(String function, @Nullable String value, @Nullable String wanted) {
        String text = value == null ? "" : value;
        String part = Objects.requireNonNullElse(wanted, "");
        return function.equals("startswith")
                ? text.regionMatches(true, 0, part, 0, part.length())
                : text.toLowerCase(java.util.Locale.ROOT).contains(part.toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean compared(String operator, @Nullable String value, @Nullable String wanted) {
        boolean equal = value == null ? wanted == null : wanted != null && value.equalsIgnoreCase(wanted);
        if (operator.equals("eq") || operator.equals("ne")) {
            return equal == operator.equals("eq");
        }
        if (value == null || wanted == null) {
            return false;
        }
        int order = value.compareTo(wanted);
        return switch (operator) {
            case "ge" -> order >= 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            default -> order < 0;
        };
    }

    private static @Nullable String value(Map<String, @Nullable Object> item, String path) {
        Object value = item;
        for (String name : path.split("/", -1)) {
            value = value instanceof Map<?, ?> ? Data.map(value).get(name) : null;
        }
        return value == null ? null : value.toString();
    }

    private static @Nullable String literal(String text) {
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1).replace("''", "'");
        }
        return text.equals("null") ? null : text;
    }
}
