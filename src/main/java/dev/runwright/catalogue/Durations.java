package dev.runwright.catalogue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time as they are written: .NET's {@code 14.00:00:00} and {@code 14} (days), ISO's {@code PT336H} and {@code P14D},
 * Runwright's {@code 14d} and {@code 1h30m}, {@code Unlimited}.
 */
final class Durations {
    private static final Pattern NET =
            Pattern.compile("(-?)(?:([0-9]+)\\.)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,7}))?)?");
    private static final Pattern UNITS = Pattern.compile("(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?");
    private static final Pattern DAYS = Pattern.compile("-?[0-9]+");

    private Durations() {}

    static boolean same(Object one, Object other) {
        Duration first = parsed(one);
        Duration second = parsed(other);
        return (first != null && second != null)
                ? first.equals(second)
                : Elements.lower(one).equals(Elements.lower(other));
    }

    /** The duration that {@code value} means; null if it means none. */
    static @Nullable Duration parsed(Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        String text = value.toString().strip();
        if (DAYS.matcher(text).matches()) {
            return Duration.ofDays(new BigDecimal(text).longValue());
        }
        Matcher net = NET.matcher(text);
        if (net.matches()) {
            return net(net);
        }
        Matcher units = UNITS.matcher(text.toLowerCase(Locale.ROOT));
        return !text.isEmpty() && units.matches() ? units(units) : iso(text);
    }

    private static Duration net(Matcher parts) {
        String fraction = parts.group(6) == null ? "" : parts.group(6);
        Duration duration = Duration.ofDays(number(parts.group(2)))
                .plusHours(number(parts.group(3)))
                .plusMinutes(number(parts.group(4)))
                .plusSeconds(number(parts.group(5)))
                .plusNanos(number((fraction + "000000000").substring(0, 9)));
        return "-".equals(parts.group(1)) ? duration.negated() : duration;
    }

    private static Duration units(Matcher parts) {
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static @Nullable Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
