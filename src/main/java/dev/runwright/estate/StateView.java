package dev.runwright.estate;

import dev.runwright.value.Data;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The estate as one sorted tree, for people and for comparing. */
final class StateView {
    private final EstateTransaction transaction;
    private final EstateFile file;

    StateView(EstateTransaction transaction, EstateFile file) {
        this.transaction = transaction;
        this.file = file;
    }

    Map<String, @Nullable Object> show(@Nullable String path) throws SQLException {
        Map<String, @Nullable Object> tree = tree();
        if (path == null || path.isEmpty()) {
            return withCounters(tree);
        }
        Object found = tree;
        for (String word : path.split("/", -1)) {
            found = found instanceof Map<?, ?> ? Data.get(Data.map(found), word) : null;
        }
        if (!(found instanceof Map<?, ?>)) {
            throw EstateException.noPath(path);
        }
        return Data.map(found);
    }

    private Map<String, @Nullable Object> withCounters(Map<String, @Nullable Object> tree) throws SQLException {
        EstateState state = transaction.state();
        tree.put("calls", state.calls);
        tree.put("clock", transaction.now().toString());
        tree.put("estate", state.name);
        tree.put(
                "faults",
                new Faults(file.connection())
                        .all().stream().map(Fault::toString).toList());
        tree.put("log", new CallLog(file.connection()).all());
        tree.put("organisation", state.organisation);
        tree.put("revision", state.revision);
        tree.put("sequence", state.sequence);
        tree.put("visible_after", state.visibleAfter / 1000.0);
        return tree;
    }

    private Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new TreeMap<>();
        transaction.all().forEach((path, document) -> {
            String[] words = path.split("/", -1);
            Map<String, @Nullable Object> folder = tree;
            for (int i = 0; i < words.length - 1; i++) {
                folder = Data.map(folder.computeIfAbsent(words[i], key -> new TreeMap<String, @Nullable Object>()));
            }
            folder.put(words[words.length - 1], sorted(document));
        });
        return tree;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            Map<String, @Nullable Object> map = new TreeMap<>();
            Data.map(value).forEach((key, item) -> map.put(key, sorted(item)));
            return map;
        }
        if (value instanceof List<?>) {
            List<@Nullable Object> list = new ArrayList<>();
            Data.list(value).forEach(item -> list.add(sorted(item)));
            return list;
        }
        return value;
    }
}
