package dev.runwright.app;

import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Data;
import dev.runwright.yaml.PlacedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The keys of one map of the configuration, each read with the type that it must have; what is wrong is collected. */
final class ConfigKeys {
    private final PlacedData file;
    private final String name;
    private final String path;
    private final Map<String, @Nullable Object> map;
    private final Problems problems;

    private ConfigKeys(
            PlacedData file, String name, String path, Map<String, @Nullable Object> map, Problems problems) {
        this.file = file;
        this.name = name;
        this.path = path;
        this.map = map;
        this.problems = problems;
    }

    /** The keys at the top of a file. */
    static ConfigKeys of(PlacedData file, String name, Problems problems) {
        return new ConfigKeys(file, name, "", file.data(), problems);
    }

    /** Every key must be one of these. */
    ConfigKeys only(String... known) {
        for (String key : map.keySet()) {
            if (!List.of(known).contains(key)) {
                String hint = DidYouMean.hint(key, List.of(known));
                problem(
                        key,
                        "unknown_key",
                        "The key '" + key + "' is not known here.",
                        hint.isEmpty() ? "Known are: " + String.join(", ", known) + "." : hint);
            }
        }
        return this;
    }

    boolean has(String key) {
        return map.containsKey(key);
    }

    /** The value as it stands. */
    @Nullable Object value(String key) {
        return map.get(key);
    }

    /** The text under a key; null if there is none. */
    @Nullable String text(String key) {
        Object value = map.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        wrong(key, "a text");
        return null;
    }

    /** True, false, or the standard if the key is not there. */
    boolean flag(String key, boolean standard) {
        Object value = map.get(key);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (has(key)) {
            wrong(key, "true or false");
        }
        return standard;
    }

    /** The texts under a key; one text is a list of one. */
    List<String> texts(String key) {
        Object value = map.get(key);
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return Data.texts(list);
        }
        if (has(key)) {
            wrong(key, "a list of texts");
        }
        return List.of();
    }

    /** The map under a key; without entries if there is none. */
    ConfigKeys child(String key) {
        Object value = map.get(key);
        if (value != null && !(value instanceof Map)) {
            wrong(key, "a map");
        }
        Map<String, @Nullable Object> below = value instanceof Map ? Data.map(value) : Map.of();
        return new ConfigKeys(file, name, path + "/" + key, below, problems);
    }

    /** Each key with the map under it. */
    void eachChild(BiConsumer<String, ConfigKeys> use) {
        new LinkedHashMap<>(map).forEach((key, value) -> use.accept(key, child(key)));
    }

    /** The whole map. */
    Map<String, @Nullable Object> data() {
        return map;
    }

    /** Says that a key holds something else than it must. */
    void wrong(String key, String expected) {
        Object value = map.get(key);
        String got = value == null
                ? "nothing"
                : value instanceof Map ? "a map" : value instanceof List ? "a list" : "'" + value + "'";
        problem(key, "wrong_type", "'" + key + "' must be " + expected + ", got " + got + ".", null);
    }

    /** Where a key stands; the map if it is not there. */
    Position place(String key) {
        Position place = file.places().get(path + "/" + key);
        return place == null ? file.places().getOrDefault(path, Position.startOf(name)) : place;
    }

    /** Says what is wrong with a key, or with the map if the key is not there. */
    void problem(String key, String code, String message, @Nullable String hint) {
        String whatToDo = hint == null || hint.isEmpty() ? null : hint;
        problems.error(place(key), code, message, whatToDo);
    }
}
