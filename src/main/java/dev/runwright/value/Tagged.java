package dev.runwright.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The exact form of a value as plain JSON data: a text carries a one-letter tag for its type, so that a date never comes from a text
 * that looks like one and a number of 64 bits survives. Used on the bridge's wire, in the journal and in the estate's file.
 *
 * <p>Tags: {@code s:} text, {@code i:} whole number, {@code f:} double, {@code m:} decimal, {@code d:} point in time, {@code l:}
 * local date and time, {@code p:} duration as xs:duration, {@code g:} UUID, {@code b:} bytes as base64, {@code e:Name|3}
 * enumeration member, {@code x:name} a secret by its name. Boolean, null, list and map stand as themselves. Stateless.
 */
public final class Tagged {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSXXX");

    private Tagged() {}

    /**
     * The tagged form of a value: null, Boolean, text, List or Map, all with text keys.
     *
     * @throws IllegalArgumentException for a type without a tag
     */
    public static @Nullable Object encode(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            map.forEach((key, item) -> out.put(String.valueOf(key), encode(item)));
            return out;
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> out = new ArrayList<>();
            list.forEach(item -> out.add(encode(item)));
            return out;
        }
        return scalar(value);
    }

    private static String scalar(Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            return "s:" + value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof EnumValue member) {
            return "e:" + member.name() + "|" + member.number();
        }
        if (value instanceof Secret secret) {
            return "x:" + secret.name();
        }
        if (value instanceof Duration duration) {
            return "p:" + XsDuration.format(duration);
        }
        if (value instanceof UUID uuid) {
            return "g:" + uuid;
        }
        if (value instanceof byte[] bytes) {
            return "b:" + Base64.getEncoder().encodeToString(bytes);
        }
        return time(value);
    }

    private static String number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return "f:" + number;
        }
        return number instanceof BigDecimal decimal ? "m:" + decimal.toPlainString() : "i:" + number;
    }

    private static String time(Object value) {
        if (value instanceof Instant instant) {
            return "d:" + OFFSET.format(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime time) {
            return "d:" + OFFSET.format(time);
        }
        if (value instanceof LocalDateTime time) {
            return "l:" + LOCAL.format(time);
        }
        if (value instanceof LocalDate date) {
            return "l:" + LOCAL.format(date.atStartOfDay());
        }
        throw new IllegalArgumentException(
                "no tagged form for " + value.getClass().getName());
    }

    /**
     * The value of a tagged form. Whole numbers come as Long, or BigInteger beyond 64 bits; points in time as OffsetDateTime;
     * {@code x:} as its text {@code ***}.
     *
     * @throws IllegalArgumentException for a text without a known tag, or one that does not fit its tag
     */
    public static @Nullable Object decode(@Nullable Object tagged) {
        if (tagged == null || tagged instanceof Boolean) {
            return tagged;
        }
        if (tagged instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            map.forEach((key, item) -> out.put(String.valueOf(key), decode(item)));
            return out;
        }
        if (tagged instanceof List<?> list) {
            List<@Nullable Object> out = new ArrayList<>(list.size());
            list.forEach(item -> out.add(decode(item)));
            return out;
        }
        if (tagged instanceof String text && text.length() >= 2 && text.charAt(1) == ':') {
            return decode(text.charAt(0), text.substring(2));
        }
        throw new IllegalArgumentException("a value without a type tag: " + tagged);
    }

    private static Object decode(char tag, String text) {
        try {
            return switch (tag) {
                case 's' -> text;
                case 'i' -> whole(text);
                case 'f' -> Double.valueOf(text.replace("INF", "Infinity").replace("∞", "Infinity"));
                case 'm' -> new BigDecimal(text);
                case 'd' -> OffsetDateTime.parse(text);
                case 'l' -> LocalDateTime.parse(text);
                case 'p' -> XsDuration.parse(text);
                case 'g' -> UUID.fromString(text);
                case 'b' -> Base64.getDecoder().decode(text);
                case 'e' -> member(text);
                case 'x', 'c', 'y' -> "***";
                default -> throw new IllegalArgumentException("unknown type tag '" + tag + "'");
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a value of tag '" + tag + "': " + text, e);
        }
    }

    private static Object whole(String text) {
        BigInteger whole = new BigInteger(text);
        return whole.bitLength() < 64 ? (Object) whole.longValue() : (Object) whole;
    }

    private static EnumValue member(String text) {
        int bar = text.lastIndexOf('|');
        return bar < 0 ? new EnumValue(text, "") : new EnumValue(text.substring(0, bar), text.substring(bar + 1));
    }
}
