package dev.runwright.journal;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries as the JSON texts that are hashed and stored, and back. A text names its type and version; the components of the entry's
 * record stand under their names in snake case, run-time values in their tagged form. Stateless.
 */
public final class EntryCodec {
    /** The version of the form that is written. */
    public static final int VERSION = 1;

    private static final Map<String, Class<?>> TYPES = records(JournalEntry.class)
            .collect(Collectors.toUnmodifiableMap(type -> snake(type.getSimpleName()), type -> type));

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private EntryCodec() {}

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EntryCodec::records)
                : Stream.of(type);
    }

    /** Whether {@code type} is an entry's type as written ({@code step_started}). */
    public static boolean isType(String type) {
        return TYPES.containsKey(type);
    }

    /** The type of an entry as written. */
    public static String type(JournalEntry entry) {
        return snake(entry.getClass().getSimpleName());
    }

    /** The text of an entry at its place in a chain. */
    public static String write(String run, long sequence, Instant time, String previous, JournalEntry entry) {
        Map<String, @Nullable Object> text = new LinkedHashMap<>();
        text.put("v", VERSION);
        text.put("run", run);
        text.put("seq", sequence);
        text.put("at", time.toString());
        text.put("type", type(entry));
        text.put("prev", previous);
        text.putAll(recordToMap(entry));
        return Json.write(text);
    }

    /**
     * Reads an entry's text.
     *
     * @throws JournalException if it is none, or of a version that this program does not know
     */
    public static Recorded read(String text, String hash) {
        try {
            Map<String, @Nullable Object> map = Json.readObject(text);
            if (!Long.valueOf(VERSION).equals(map.get("v"))) {
                throw JournalException.newerEntry(String.valueOf(map.get("v")));
            }
            Class<?> type = TYPES.get(String.valueOf(map.get("type")));
            if (type == null || !(map.get("seq") instanceof Long sequence)) {
                throw JournalException.unreadable(text, null);
            }
            JournalEntry entry = (JournalEntry) mapToRecord(type, map);
            return new Recorded(
                    String.valueOf(map.get("run")),
                    sequence,
                    Instant.parse(String.valueOf(map.get("at"))),
                    entry,
                    text,
                    hash);
        } catch (IllegalArgumentException | java.time.DateTimeException | ClassCastException e) {
            throw JournalException.unreadable(text, e);
        }
    }

    /** What an entry says: its components under the names with which they are written, run-time values as they are. */
    public static Map<String, @Nullable Object> components(JournalEntry entry) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Part part : SHAPES.get(entry.getClass()).parts()) {
            Object value = part.get(entry);
            if (value != null) {
                Object written = toJson(value, part.component().getGenericType());
                map.put(part.name(), value instanceof Map ? value : written);
            }
        }
        return map;
    }

    private static Map<String, @Nullable Object> recordToMap(Object entry) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Part part : SHAPES.get(entry.getClass()).parts()) {
            Object value = part.get(entry);
            if (value != null) {
                map.put(part.name(), toJson(value, part.component().getGenericType()));
            }
        }
        return map;
    }

    private static @Nullable Object toJson(@Nullable Object value, Type type) {
        if (value == null) {
            return null;
        }
        if (value instanceof Record) {
            return recordToMap(value);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type element = parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
            if (element instanceof Class<?> record && record.isRecord()) {
                return ((List<?>) value).stream().map(EntryCodec::recordToMap).toList();
            }
            return element == Object.class ? Tagged.encode(value) : value;
        }
        return type == Object.class ? Tagged.encode(value) : value instanceof Instant ? value.toString() : value;
    }

    private static Object mapToRecord(Class<?> type, Map<String, @Nullable Object> map) {
        Shape shape = SHAPES.get(type);
        @Nullable Object[] values = new Object[shape.parts().size()];
        for (int i = 0; i < values.length; i++) {
            Part part = shape.parts().get(i);
            values[i] = fromJson(map.get(part.name()), part.component());
        }
        try {
            return shape.constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object fromJson(@Nullable Object value, RecordComponent component) {
        Class<?> type = component.getType();
        if (value == null) {
            return type == Map.class
                    ? Map.of()
                    : type == List.class
                            ? List.of()
                            : type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : null;
        }
        if (type.isRecord()) {
            return mapToRecord(type, Data.map(value));
        }
        if (type == Instant.class) {
            return Instant.parse((String) value);
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact((Long) value);
        }
        return collection(value, component.getGenericType());
    }

    private static @Nullable Object collection(Object value, Type type) {
        if (type == Object.class) {
            return Tagged.decode(value);
        }
        if (!(type instanceof ParameterizedType parameterized)) {
            return value;
        }
        Type element = parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
        if (element == Object.class) {
            return Tagged.decode(value);
        }
        if (element instanceof Class<?> record && record.isRecord()) {
            return ((List<?>) value)
                    .stream().map(one -> mapToRecord(record, Data.map(one))).toList();
        }
        if (element != Integer.class) {
            return value;
        }
        Map<String, Object> numbers = new LinkedHashMap<>();
        Data.map(value).forEach((key, number) -> numbers.put(key, ((Number) number).intValue()));
        return numbers;
    }

    /** How a record is written; worked out once a type. */
    private record Shape(Constructor<?> constructor, List<Part> parts) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                List<Part> parts = Arrays.stream(components)
                        .map(component -> new Part(snake(component.getName()), component))
                        .toList();
                return new Shape(type.getDeclaredConstructor(types), parts);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Part(String name, RecordComponent component) {
        @Nullable Object get(Object entry) {
            try {
                return component.getAccessor().invoke(entry);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
