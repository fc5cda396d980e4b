package dev.runwright.yaml;

import dev.runwright.text.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels of steps: an id, or kind and number ({@code assert_3}) that no id takes. Not thread-safe. */
final class Labels {
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Position> given = new HashMap<>();

    /** Labels for the steps of a document; all ids in it are taken. */
    static Labels of(Tree document) {
        Labels labels = new Labels();
        labels.collect(document);
        return labels;
    }

    private void collect(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            Tree.Entry id = mapping.entries().get("id");
            if (id != null && id.value() instanceof Tree.Scalar scalar) {
                ids.add(scalar.text());
            }
            mapping.entries().values().forEach(entry -> collect(entry.value()));
        } else if (tree instanceof Tree.Sequence sequence) {
            sequence.items().forEach(this::collect);
        }
    }

    /** Where an id was given first, if it was given before; else it is given here. */
    @Nullable Position given(String id, Position here) {
        return given.putIfAbsent(id, here);
    }

    /** The next free label of a kind. */
    String next(String kind) {
        String label;
        do {
            label = kind + "_" + counts.merge(kind, 1, Integer::sum);
        } while (ids.contains(label));
        return label;
    }
}
