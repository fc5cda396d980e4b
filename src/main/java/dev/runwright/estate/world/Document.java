package dev.runwright.estate.world;

import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document whose properties are read by their type, and changed in a copy until it is kept. For one call. */
public final class Document {
    private final String path;
    private final Map<String, @Nullable Object> properties;

    private Document(String path, Map<String, @Nullable Object> properties) {
        this.path = path;
        this.properties = new LinkedHashMap<>(properties);
    }

    /** The document at a path; without properties if there is none. */
    public static Document at(Documents documents, String path) {
        return new Document(path, documents.find(path).orElse(Map.of()));
    }

    /** The document at a path. */
    public static Optional<Document> find(Documents documents, String path) {
        return documents.find(path).map(properties -> new Document(path, properties));
    }

    /** The documents of a folder, sorted by path. */
    public static List<Document> under(Documents documents, String folder) {
        return documents.under(folder).entrySet().stream()
                .map(entry -> new Document(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A time as documents keep it. */
    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The last part of its path. */
    public String key() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Its path. */
    public String path() {
        return path;
    }

    /** A copy of all its properties. */
    public Map<String, @Nullable Object> properties() {
        return new LinkedHashMap<>(properties);
    }

    /** A property. */
    public @Nullable Object get(String name) {
        return properties.get(name);
    }

    /** A property's text; empty if it is missing or null. */
    public String text(String name) {
        Object value = properties.get(name);
        return value == null ? "" : value.toString();
    }

    /** Whether a property is true. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(properties.get(name));
    }

    /** A property's number; 0 if it is missing or null. */
    public long number(String name) {
        return properties.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A number of seconds as a time span. */
    public Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    /** A point in time, or null. */
    public @Nullable Instant instant(String name) {
        return properties.get(name) instanceof OffsetDateTime time ? time.toInstant() : null;
    }

    /** Whether a property is a point in time that has come. */
    public boolean since(String name, Instant now) {
        return properties.get(name) instanceof OffsetDateTime time
                && !time.toInstant().isAfter(now);
    }

    /** A list's texts. */
    public List<String> texts(String name) {
        return Data.texts(properties.get(name));
    }

    /** A property that is a mapping. */
    public Map<String, @Nullable Object> map(String name) {
        return Data.map(properties.get(name));
    }

    /** A copy of some of its properties, in this order; one that is missing is null. */
    public Map<String, @Nullable Object> shown(String... names) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        for (String name : names) {
            shown.put(name, properties.get(name));
        }
        return shown;
    }

    /** Sets a property of the copy. */
    public Document set(String name, @Nullable Object value) {
        properties.put(name, value);
        return this;
    }

    /** Sets a property of the copy to a point in time. */
    public Document setTime(String name, Instant value) {
        return set(name, time(value));
    }

    /** Puts the copy in place of the document. */
    public void keep(Documents documents) {
        documents.put(path, Data.copy(properties));
    }
}
