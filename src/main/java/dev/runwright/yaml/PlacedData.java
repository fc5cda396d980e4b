package dev.runwright.yaml;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain data of a YAML file with the places of its keys, for files that are judged key by key. Immutable.
 *
 * @param places path of a key ({@code /profiles/sandbox/estate}) to where it stands
 */
public record PlacedData(Map<String, @Nullable Object> data, Map<String, Position> places) {
    /** Copies the maps. */
    public PlacedData {
        data = Data.copy(data);
        places = Data.copy(places);
    }

    /** The document as {@link PlainData} reads it; empty after a problem. */
    public static Optional<PlacedData> read(SourceText source, Problems problems) {
        return TreeReader.readMap(source, problems).map(PlacedData::of);
    }

    private static PlacedData of(Tree.Mapping mapping) {
        Map<String, Position> places = new LinkedHashMap<>();
        collect("", mapping, places);
        return new PlacedData(PlainData.map(mapping), places);
    }

    private static void collect(String path, Tree tree, Map<String, Position> places) {
        if (tree instanceof Tree.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                places.put(path + "/" + key, entry.key());
                collect(path + "/" + key, entry.value(), places);
            });
        }
    }
}
