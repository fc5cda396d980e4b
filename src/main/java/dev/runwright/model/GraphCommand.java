package dev.runwright.model;

import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command of a Graph call, {@code PATCH /users/anna%40contoso.com}: a method and a path without a query. A segment in braces is
 * open: {@code /users/{user}} in the catalogue, {@code /users/{}} where a runbook has an expression. Immutable.
 */
public record GraphCommand(String method, List<String> segments) {
    /** The methods of Graph. */
    public static final List<String> METHODS = List.of("GET", "POST", "PATCH", "PUT", "DELETE");

    /** The call that does up to twenty others at once. */
    public static final String BATCH = "POST /$batch";

    /** The parameter of a call that holds its query, name to text. */
    public static final String QUERY = "@query";

    /** The parameter of a call that holds its own headers. */
    public static final String HEADERS = "@headers";

    /** The parameter that stands for a path which is not rendered yet. */
    public static final String URL = "@url";

    private static final Set<String> RESERVED = Set.of(QUERY, HEADERS, URL);

    /** Copies the segments. */
    public GraphCommand {
        segments = List.copyOf(segments);
    }

    /** Whether a command is a Graph call and no cmdlet. */
    public static boolean isGraph(String command) {
        return command.contains(" /");
    }

    /** Whether a parameter of a Graph call is no property of its body. */
    public static boolean isReserved(String parameter) {
        return RESERVED.contains(parameter);
    }

    /** The call of that text; empty if it is a cmdlet. */
    public static Optional<GraphCommand> of(String command) {
        int blank = command.indexOf(" /");
        return blank < 0
                ? Optional.empty()
                : Optional.of(new GraphCommand(
                        command.substring(0, blank),
                        List.of(command.substring(blank + 2).split("/", -1))));
    }

    /** The command of a template: its path with {@code {}} for every segment that has an expression, without the query. */
    public static String shape(String method, Template url) {
        StringBuilder text = new StringBuilder();
        if (url instanceof Template.Url parts) {
            parts.parts().forEach(part -> text.append(part instanceof Expression ? "{}" : part));
        }
        String path = text.toString().replaceAll("\\?.*", "").replaceAll("[^/]*\\{}[^/]*", "{}");
        return method + " " + path;
    }

    /** Whether this fits a call of the catalogue: open segments fit all others. */
    public boolean fits(GraphCommand pattern) {
        if (!method.equalsIgnoreCase(pattern.method) || segments.size() != pattern.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            String other = pattern.segments.get(i);
            boolean same = isOpen(other) ? !segment.startsWith("$") : segment.equalsIgnoreCase(other);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** How many segments are written out: of two patterns that fit, the one with more is meant. */
    public int fixed() {
        return (int) segments.stream().filter(segment -> !isOpen(segment)).count();
    }

    /**
     * Another call of the catalogue with the names of this one in it.
     *
     * @param pattern the catalogue's call that this one fits
     * @param other the call to fill
     * @param key stands for an open segment that {@code pattern} has not; null if there is none
     */
    public String filled(GraphCommand pattern, GraphCommand other, @Nullable String key) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < pattern.segments.size() && i < segments.size(); i++) {
            names.put(pattern.segments.get(i), segments.get(i));
        }
        List<String> path = new ArrayList<>();
        for (String segment : other.segments) {
            path.add(isOpen(segment) ? names.getOrDefault(segment, key == null ? segment : key) : segment);
        }
        return other.method + " /" + String.join("/", path);
    }

    private static boolean isOpen(String segment) {
        return segment.startsWith("{");
    }

    /** A body whose maps are taken apart: {@code {a: {b: 1}}} becomes {@code {"a/b": 1}}. */
    public static <V extends @Nullable Object> Map<String, V> flat(Map<String, V> body, Members<V> members) {
        Map<String, V> flat = new LinkedHashMap<>();
        body.forEach((name, value) -> {
            Map<String, V> inner = members.of(value);
            if (inner.isEmpty()) {
                flat.put(name, value);
            } else {
                flat(inner, members).forEach((key, one) -> flat.put(name + "/" + key, one));
            }
        });
        return flat;
    }

    /** The members of a value. */
    @FunctionalInterface
    public interface Members<V extends @Nullable Object> {
        /** The value as a map; empty if it is none. */
        Map<String, V> of(V value);
    }

    @Override
    public String toString() {
        return method + " /" + String.join("/", segments);
    }
}
