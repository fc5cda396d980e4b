package dev.runwright.estate.exchange;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.value.Data;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mapping of the estate's description whose keys are known. */
final class Described {
    private final String where;
    private final Map<String, @Nullable Object> entries;

    /** @throws BadDescription for a key that is not among {@code keys} */
    Described(String where, Map<String, @Nullable Object> entries, Set<String> keys) {
        this.where = where;
        this.entries = entries;
        for (String key : entries.keySet()) {
            if (!keys.contains(key)) {
                throw BadDescription.unknownKey(where, key, keys);
            }
        }
    }

    String where() {
        return where;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    @Nullable Object get(String key) {
        return entries.get(key);
    }

    String need(String key) {
        Object value = entries.get(key);
        if (value == null) {
            throw BadDescription.missing(where, key);
        }
        return value.toString();
    }

    String text(String key, String otherwise) {
        Object value = entries.get(key);
        return value == null ? otherwise : value.toString();
    }

    boolean flag(String key, boolean otherwise) {
        Object value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw BadDescription.badValue(where + "." + key, "true or false", value.toString());
    }

    List<String> texts(String key) {
        Object value = entries.get(key);
        return value == null || value instanceof List<?> ? Data.texts(value) : List.of(value.toString());
    }

    /** A mapping of properties, whose keys somebody else checks. */
    Map<String, @Nullable Object> map(String key) {
        Object value = entries.get(key);
        if (value != null && !(value instanceof Map<?, ?>)) {
            throw BadDescription.badValue(where + "." + key, "a mapping", "'" + value + "'");
        }
        return Data.map(value);
    }

    /** A list of mappings with these keys. */
    List<Described> list(String key, Set<String> keys) {
        Object value = entries.get(key);
        if (value != null && !(value instanceof List<?>)) {
            throw BadDescription.badValue(where + "." + key, "a list", "'" + value + "'");
        }
        List<Described> items = new ArrayList<>();
        for (Object item : Data.list(value)) {
            String place = where + "." + key + "[" + items.size() + "]";
            if (!(item instanceof Map<?, ?>)) {
                throw BadDescription.badValue(place, "a mapping", "'" + item + "'");
            }
            items.add(new Described(place, Data.map(item), keys));
        }
        return items;
    }

    /** A Guid that is the same each time the estate is made. */
    static String guid(String kind, String name) {
        String seed = kind + ":" + name.toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
