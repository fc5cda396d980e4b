package dev.runwright.estate.tenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call that the tenant knows. Immutable.
 *
 * @param template path with placeholders in braces
 * @param permissions application permissions of which one is enough; empty: no application may call it, only a person
 */
record Route(String method, List<String> template, Set<String> permissions, Handler handler) {
    /** Does one call in one transaction; throws {@link GraphFailure} before it has changed anything. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Ask ask);
    }

    static Route of(String call, Set<String> permissions, Handler handler) {
        String[] words = call.split(" ", 2);
        return new Route(words[0], List.of(words[1].substring(1).split("/", -1)), permissions, handler);
    }

    /** The call as faults and the log name it. */
    String call() {
        return method + " /" + String.join("/", template);
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** What the placeholders stand for; empty if this is another path. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                names.put(expected.substring(1, expected.length() - 1), path.get(i));
            } else if (!expected.equalsIgnoreCase(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    /** The first segment of the path that no route of these has at its place; null if all are known. */
    static @Nullable String unknownSegment(List<Route> routes, List<String> path) {
        List<Route> left = new ArrayList<>(routes);
        for (int i = 0; i < path.size(); i++) {
            int at = i;
            String segment = path.get(i);
            left.removeIf(route -> !route.hasAt(at, segment));
            if (left.isEmpty()) {
                return path.get(i);
            }
        }
        return null;
    }

    private boolean hasAt(int at, String segment) {
        if (template.size() <= at) {
            return false;
        }
        String expected = template.get(at);
        return expected.startsWith("{") || expected.equalsIgnoreCase(segment);
    }
}
