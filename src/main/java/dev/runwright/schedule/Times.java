package dev.runwright.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people of a zone read them. Stateless. */
public final class Times {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    private Times() {}

    /** Such as {@code Sat 2026-12-12 22:00}; seconds only where there are any. */
    public static String in(ZoneId zone, Instant instant) {
        String text = FORM.format(instant.atZone(zone));
        int second = instant.atZone(zone).getSecond();
        return second == 0 ? text : text + String.format(Locale.ROOT, ":%02d", second);
    }
}
