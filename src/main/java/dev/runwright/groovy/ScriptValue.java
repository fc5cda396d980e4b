package dev.runwright.groovy;

import dev.runwright.value.Secret;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes plain data of a script's value. Stateless. */
final class ScriptValue {
    private static final int DEEPEST = 50;

    private ScriptValue() {}

    /**
     * The value as plain data: null, Boolean, text, Long or BigInteger, BigDecimal, Double, times, Duration, UUID, bytes, lists, maps
     * with text keys.
     *
     * @throws NoDataException if it is none
     */
    static @Nullable Object data(@Nullable Object value) {
        return data(value, "it", 0);
    }

    private static @Nullable Object data(@Nullable Object value, String where, int depth) {
        if (depth > DEEPEST) {
            throw NoDataException.depth();
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, where, depth);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection, where, depth);
        }
        if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            List<@Nullable Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            return list(items, where, depth);
        }
        return value == null ? null : scalar(value, where);
    }

    private static Object map(Map<?, ?> map, String where, int depth) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof CharSequence key)) {
                throw NoDataException.key(where, String.valueOf(entry.getKey()));
            }
            data.put(key.toString(), data(entry.getValue(), inside(where, "." + key), depth + 1));
        }
        return data;
    }

    private static Object list(Collection<?> collection, String where, int depth) {
        List<@Nullable Object> data = new ArrayList<>(collection.size());
        for (Object item : collection) {
            data.add(data(item, inside(where, "[" + data.size() + "]"), depth + 1));
        }
        return data;
    }

    private static String inside(String where, String part) {
        return where.equals("it") ? "its " + part : where + part;
    }

    private static Object scalar(Object value, String where) {
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return number(number, where);
        }
        if (value instanceof Date date) {
            return date.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime time) {
            return time.toOffsetDateTime();
        }
        boolean data = value instanceof Boolean
                || value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof LocalDateTime
                || value instanceof LocalDate
                || value instanceof Duration
                || value instanceof UUID
                || value instanceof byte[]
                || value instanceof Secret;
        if (!data) {
            throw NoDataException.type(where, value.getClass());
        }
        return value;
    }

    private static Number number(Number number, String where) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof Float) {
            return Double.valueOf(number.toString());
        }
        if (number instanceof BigInteger big) {
            return big.bitLength() < 64 ? (Number) big.longValue() : (Number) big;
        }
        if (number instanceof Long || number instanceof Double || number instanceof BigDecimal) {
            return number;
        }
        throw NoDataException.type(where, number.getClass());
    }
}
