package dev.runwright.yaml;

import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a YAML file that is data (inputs, configuration, an estate) with the same scalars and limits as a runbook. Stateless. */
public final class PlainData {
    private PlainData() {}

    /** The document as a map of plain data; empty after a problem. */
    public static Optional<Map<String, @Nullable Object>> read(SourceText source, Problems problems) {
        return TreeReader.readMap(source, problems).map(PlainData::map);
    }

    /** The document as plain data, whatever it is; empty after a problem. */
    public static Optional<Document> document(SourceText source, Problems problems) {
        Optional<Tree> tree = TreeReader.read(source, problems);
        return problems.hasErrors() ? Optional.empty() : tree.map(found -> new Document(of(found)));
    }

    /** What a document holds; null for one that says null. */
    public record Document(@Nullable Object value) {}

    static @Nullable Object of(Tree tree) {
        if (tree instanceof Tree.Scalar scalar) {
            return scalar.value();
        }
        if (tree instanceof Tree.Sequence sequence) {
            List<@Nullable Object> values = new ArrayList<>();
            sequence.items().forEach(item -> values.add(of(item)));
            return values;
        }
        return map((Tree.Mapping) tree);
    }

    static Map<String, @Nullable Object> map(Tree.Mapping mapping) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> values.put(key, of(entry.value())));
        return values;
    }
}
