package dev.runwright.estate.exchange;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Time spans as .NET writes them: {@code 14.00:00:00}; a bare number counts days. Stateless. */
final class Spans {
    private static final Pattern FORM = Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?");

    private Spans() {}

    static Optional<Duration> parse(String text) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofDays(Long.parseLong(text)));
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(form.group(1)))
                .plusHours(number(form.group(2)))
                .plusMinutes(number(form.group(3)))
                .plusSeconds(number(form.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static String format(Duration span) {
        return String.format(
                Locale.ROOT,
                "%d.%02d:%02d:%02d",
                span.toDays(),
                span.toHoursPart(),
                span.toMinutesPart(),
                span.toSecondsPart());
    }
}
