package dev.runwright.graph;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a request is sent again: what the server asks for, else longer and longer with chance in it. Stateless.
 *
 * @param chance between 0 and 1
 */
record Backoff(DoubleSupplier chance) {
    private static final int LONGEST = 60;
    private static final int MOST_DOUBLINGS = 6;

    /** The wait after the {@code count}th try, which failed at {@code now}. */
    Duration after(int count, Answer answer, Instant now) {
        return asked(answer, now).orElseGet(() -> after(count));
    }

    /** The same where the server said nothing: 1, 2, 4 … seconds, up to a minute, a fifth more or less. */
    Duration after(int count) {
        long seconds = Math.min(LONGEST, 1L << Math.min(MOST_DOUBLINGS, count - 1));
        return Duration.ofMillis(Math.round(seconds * 1000 * (0.8 + 0.4 * chance.getAsDouble())));
    }

    /** What {@code Retry-After} says: seconds, with a fraction or without, or a date; empty if it says nothing usable. */
    static Optional<Duration> asked(Answer answer, Instant now) {
        return answer.header("retry-after").flatMap(text -> span(text.strip(), answer, now));
    }

    private static Optional<Duration> span(String text, Answer answer, Instant now) {
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)));
        }
        return date(text).map(until -> {
            Instant from = answer.header("date").flatMap(Backoff::date).orElse(now);
            Duration left = Duration.between(from, until);
            return left.isNegative() ? Duration.ZERO : left;
        });
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
