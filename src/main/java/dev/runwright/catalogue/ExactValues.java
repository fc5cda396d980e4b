package dev.runwright.catalogue;

import dev.runwright.value.Data;
import dev.runwright.value.EnumValue;
import dev.runwright.value.Secret;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form {@code exact}: two values are the same if they are equal, or if PowerShell makes the one from the other without loss (text
 * and the number, time, Guid or enumeration's member that it writes).
 */
final class ExactValues {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private ExactValues() {}

    static boolean same(Object wanted, Object read) {
        if (wanted instanceof Secret secret) {
            return read.toString().equals(secret.reveal());
        }
        if (wanted instanceof Map<?, ?> && read instanceof Map<?, ?>) {
            return sameMap(Data.map(wanted), Data.map(read));
        }
        if (wanted instanceof byte[] one && read instanceof byte[] other) {
            return Arrays.equals(one, other);
        }
        return sameScalar(wanted, read) || (!wanted.getClass().equals(read.getClass()) && sameScalar(read, wanted));
    }

    private static boolean sameMap(Map<String, @Nullable Object> wanted, Map<String, @Nullable Object> read) {
        return wanted.size() == read.size()
                && wanted.entrySet().stream().allMatch(entry -> {
                    Map.Entry<String, @Nullable Object> other = Data.entry(read, entry.getKey());
                    return other != null && Form.EXACT.same(entry.getValue(), other.getValue(), Form.Recipients.NONE);
                });
    }

    private static boolean sameScalar(Object one, Object other) {
        if (one instanceof Number number) {
            return number(other).filter(n -> n.compareTo(decimal(number)) == 0).isPresent();
        }
        if (one instanceof EnumValue member) {
            return member.name().equalsIgnoreCase(other.toString())
                    || (other instanceof Number && other.toString().equals(member.number()));
        }
        if (one instanceof UUID uuid) {
            return uuid.toString().equals(bare(other));
        }
        if (one instanceof Duration) {
            return Durations.same(one, other);
        }
        return one instanceof Temporal time ? sameTime(time, other) : one.equals(other);
    }

    private static Optional<BigDecimal> number(Object value) {
        if (value instanceof Number number) {
            return Optional.of(decimal(number));
        }
        String text = value.toString();
        return value instanceof CharSequence && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static String bare(Object guid) {
        return guid.toString().toLowerCase(Locale.ROOT).replaceAll("[{}()]", "");
    }

    /** Whether two texts or times are the same time; texts that are none must be equal. */
    static boolean sameTime(Object one, Object other) {
        Temporal first = one instanceof Temporal time ? time : parsed(one.toString());
        return first == null ? one.equals(other) : sameTime(first, other);
    }

    /** A time with a zone is a point in time; one without is what a clock on the wall shows. */
    private static boolean sameTime(Temporal one, Object other) {
        Temporal second = other instanceof Temporal time ? time : parsed(other.toString());
        if (second == null) {
            return false;
        }
        Instant first = instant(one);
        Instant last = instant(second);
        return (first != null && last != null) ? first.equals(last) : wall(one).equals(wall(second));
    }

    private static @Nullable Instant instant(Temporal time) {
        return time instanceof Instant point
                ? point
                : time instanceof OffsetDateTime offset ? offset.toInstant() : null;
    }

    private static LocalDateTime wall(Temporal time) {
        if (time instanceof OffsetDateTime offset) {
            return offset.toLocalDateTime();
        }
        if (time instanceof Instant point) {
            return LocalDateTime.ofInstant(point, ZoneOffset.UTC);
        }
        return time instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(time);
    }

    private static @Nullable Temporal parsed(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
            return text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})") ? OffsetDateTime.parse(text) : LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
