package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties of one kind of Exchange object: what it begins with, what a Set- cmdlet makes of it, how it is shown. Immutable. */
final class PropertyTable {
    private final Map<String, Property> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private PropertyTable(Iterable<Property> properties) {
        properties.forEach(property -> this.properties.put(property.name(), property));
    }

    static PropertyTable of(Iterable<Property> properties) {
        return new PropertyTable(properties);
    }

    /** From lines {@code Name KIND initial value}; without a value, null or the empty list. */
    static PropertyTable parse(String lines) {
        return new PropertyTable(lines.lines().map(PropertyTable::property).toList());
    }

    private static Property property(String line) {
        String[] words = line.strip().split("\\s+", 3);
        Kind kind = Kind.valueOf(words[1]);
        return new Property(words[0], kind, initial(kind, words.length < 3 ? null : words[2]));
    }

    private static @Nullable Object initial(Kind kind, @Nullable String text) {
        if (text == null) {
            return kind.isList() && !kind.emptyIsNull() ? List.of() : null;
        }
        return switch (kind) {
            case FLAG -> Boolean.valueOf(text);
            case NUMBER -> Long.valueOf(text);
            case SIZE -> Sizes.shown(text).orElseThrow();
            case SPAN -> Spans.parse(text).orElseThrow();
            default -> text;
        };
    }

    /** This table and the properties that {@code more} has beyond it. */
    PropertyTable and(Iterable<Property> more) {
        Map<String, Property> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.forEach(property -> all.put(property.name(), property));
        all.putAll(properties);
        return new PropertyTable(all.values());
    }

    Optional<Property> find(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    List<String> names() {
        return new ArrayList<>(properties.keySet());
    }

    /** A new object: each property with its initial value. */
    Map<String, @Nullable Object> initial() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        properties.values().forEach(property -> document.put(property.name(), property.initial()));
        return document;
    }

    /** A copy with the call's parameters of this table's names written into it. */
    Map<String, @Nullable Object> applied(Map<String, @Nullable Object> document, Call call, Directory directory) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(document);
        Values values = new Values(call, directory);
        call.parameters().forEach((name, value) -> {
            Property property = properties.get(name);
            if (property != null) {
                changed.put(property.name(), values.kept(property, value, document.get(property.name())));
            }
        });
        return changed;
    }

    /** Whether two documents agree in every property of this table. */
    boolean same(Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
        return properties.keySet().stream().allMatch(name -> Objects.equals(one.get(name), other.get(name)));
    }

    /** Adds a document's properties as its reading shows them. */
    void show(Map<String, @Nullable Object> document, Directory directory, Map<String, @Nullable Object> into) {
        for (Property property : properties.values()) {
            Object value = document.containsKey(property.name()) ? document.get(property.name()) : property.initial();
            into.put(property.name(), value == null ? null : shown(property, value, directory));
        }
    }

    private static Object shown(Property property, Object value, Directory directory) {
        return switch (property.kind()) {
            case RECIPIENT -> directory.identityOf(value.toString());
            case RECIPIENTS ->
                Data.texts(value).stream()
                        .map(directory::identityOf)
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .toList();
            default -> value;
        };
    }
}
