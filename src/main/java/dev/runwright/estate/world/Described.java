package dev.runwright.estate.world;

import dev.runwright.value.Data;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mapping of the estate's description whose keys are known. Immutable. */
public final class Described {
    private final String where;
    private final Map<String, @Nullable Object> entries;

    /**
     * A mapping at a place of the description.
     *
     * @throws BadDescription for a key that is not among {@code keys}
     */
    public Described(String where, Map<String, @Nullable Object> entries, Set<String> keys) {
        this.where = where;
        this.entries = entries;
        for (String key : entries.keySet()) {
            if (!keys.contains(key)) {
                throw BadDescription.unknownKey(where, key, keys);
            }
        }
    }

    /** Its place, for messages. */
    public String where() {
        return where;
    }

    /** Whether a key is given, be it null. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** A key's value. */
    public @Nullable Object get(String key) {
        return entries.get(key);
    }

    /**
     * A value's text.
     *
     * @throws BadDescription if it is missing
     */
    public String need(String key) {
        Object value = entries.get(key);
        if (value == null) {
            throw BadDescription.missing(where, key);
        }
        return value.toString();
    }

    /** A value's text. */
    public String text(String key, String otherwise) {
        Object value = entries.get(key);
        return value == null ? otherwise : value.toString();
    }

    /**
     * True or false.
     *
     * @throws BadDescription if it is something else
     */
    public boolean flag(String key, boolean otherwise) {
        Object value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw BadDescription.badValue(where + "." + key, "true or false", value.toString());
    }

    /**
     * A whole number.
     *
     * @throws BadDescription if it is something else
     */
    public long number(String key, long otherwise) {
        Object value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw BadDescription.badValue(where + "." + key, "a whole number", "'" + value + "'");
    }

    /**
     * A time span such as {@code 30s} or {@code 22h}.
     *
     * @throws BadDescription if it is none
     */
    public Duration span(String key, Duration otherwise) {
        Object value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            String text = value.toString().toUpperCase(Locale.ROOT);
            return Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
        } catch (DateTimeException e) {
            throw BadDescription.badValue(where + "." + key, "a time span such as 30s, 22h or 3d", "'" + value + "'");
        }
    }

    /**
     * A point in time; null if it is missing.
     *
     * @throws BadDescription if it is none
     */
    public @Nullable OffsetDateTime time(String key) {
        Object value = entries.get(key);
        try {
            return value == null || value instanceof OffsetDateTime
                    ? (OffsetDateTime) value
                    : OffsetDateTime.parse(value.toString());
        } catch (DateTimeException e) {
            throw BadDescription.badValue(where + "." + key, "a time such as 2026-11-02T08:00:00Z", "'" + value + "'");
        }
    }

    /**
     * One of these words, as the list spells it.
     *
     * @throws BadDescription if it is none of them
     */
    public String word(String key, List<String> words) {
        String text = text(key, words.get(0));
        return words.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> BadDescription.badValue(
                        where + "." + key, "one of " + String.join(", ", words), "'" + text + "'"));
    }

    /** A list of texts, or one text; empty if it is missing. */
    public List<String> texts(String key) {
        Object value = entries.get(key);
        return value == null || value instanceof List<?> ? Data.texts(value) : List.of(value.toString());
    }

    /** A mapping of properties, whose keys somebody else checks. */
    public Map<String, @Nullable Object> map(String key) {
        Object value = entries.get(key);
        if (value != null && !(value instanceof Map<?, ?>)) {
            throw BadDescription.badValue(where + "." + key, "a mapping", "'" + value + "'");
        }
        return Data.map(value);
    }

    /** A list of mappings with these keys. */
    public List<Described> list(String key, Set<String> keys) {
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
    public static String guid(String kind, String name) {
        String seed = kind + ":" + name.toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
