package dev.runwright.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views of untyped data (what {@link Json}, {@link Tagged} and templates give) under the type that a caller knows. Stateless. */
public final class Data {
    private Data() {}

    /**
     * The value as a map with text keys.
     *
     * @throws ClassCastException if it is none
     */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }

    /** The value as a list; null is the empty list. */
    @SuppressWarnings("unchecked")
    public static List<@Nullable Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<@Nullable Object>) value;
    }

    /** The value as a list of texts; null is the empty list. */
    public static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }

    /** The value's text, or null for null. */
    public static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * The entry whose key equals {@code key} ignoring case, as PowerShell sees property names; null if there is none. A key such as
     * {@code a/b} that no entry has is the entry {@code b} of the map under {@code a}, null if that has none.
     */
    public static Map.@Nullable Entry<String, @Nullable Object> entry(Map<String, @Nullable Object> map, String key) {
        if (map.containsKey(key)) {
            return new java.util.AbstractMap.SimpleImmutableEntry<>(key, map.get(key));
        }
        for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(key)) {
                return entry;
            }
        }
        int slash = key.indexOf('/');
        Map.Entry<String, @Nullable Object> outer = slash < 0 ? null : entry(map, key.substring(0, slash));
        if (outer == null) {
            return null;
        }
        Map<String, @Nullable Object> inner = outer.getValue() instanceof Map<?, ?> object ? map(object) : Map.of();
        return new java.util.AbstractMap.SimpleImmutableEntry<>(key, get(inner, key.substring(slash + 1)));
    }

    /** The value under {@code key} ignoring case; null if missing or null. */
    public static @Nullable Object get(Map<String, @Nullable Object> map, String key) {
        Map.Entry<String, @Nullable Object> entry = entry(map, key);
        return entry == null ? null : entry.getValue();
    }

    /** An unmodifiable copy that keeps order and allows null values. */
    public static <V extends @Nullable Object> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
