package dev.runwright.estate;

import dev.runwright.value.Data;
import dev.runwright.value.Tagged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two states of an estate, exactly: null, false, an empty list and missing are four things. Only change times and
 * counters are left out. Stateless.
 */
final class Comparer {
    private static final Set<String> COUNTERS =
            Set.of("clock", "now", "calls", "log", "revision", "sequence", "whenchanged", "whenchangedutc");

    private Comparer() {}

    static List<Difference> compare(
            SortedMap<String, Map<String, @Nullable Object>> before,
            SortedMap<String, Map<String, @Nullable Object>> after) {
        List<Difference> found = new ArrayList<>();
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            Map<String, @Nullable Object> then = before.get(path);
            Map<String, @Nullable Object> now = after.get(path);
            if (then == null || now == null) {
                found.add(new Difference(path, "", then, now));
            } else {
                compare(path, "", then, now, found);
            }
        }
        return found;
    }

    private static void compare(
            String path,
            String prefix,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after,
            List<Difference> found) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object then = before.get(name);
            Object now = after.get(name);
            if (COUNTERS.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (then instanceof Map<?, ?> && now instanceof Map<?, ?>) {
                compare(path, prefix + name + ".", Data.map(then), Data.map(now), found);
            } else if (before.containsKey(name) != after.containsKey(name) || !same(then, now)) {
                found.add(new Difference(path, prefix + name, then, now));
            }
        }
    }

    private static boolean same(@Nullable Object then, @Nullable Object now) {
        return Objects.equals(Tagged.encode(then), Tagged.encode(now));
    }
}
