package dev.runwright.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The times that one calendar names, seen from a zone; worked out a year at a time. Thread-safe. */
final class Days {
    /** How many years from an instant are looked at; what is beyond them is said to be never. */
    private static final int YEARS = 12;

    private final Source source;
    private final ZoneId zone;
    private final Map<Integer, List<Span>> years = new ConcurrentHashMap<>();

    Days(Source source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
    }

    /** What gives the times. */
    @FunctionalInterface
    interface Source {
        /** All that touch the days from {@code from} up to and without {@code to}. */
        List<Span> spans(LocalDate from, LocalDate to, ZoneId zone);
    }

    /** The event that is on at an instant. */
    Optional<Span> at(Instant instant) {
        return year(yearOf(instant)).stream()
                .filter(span -> span.covers(instant))
                .max(Comparator.comparing(Span::end));
    }

    /** The first instant from {@code instant} on at which no event is on; empty if there is none. */
    Optional<Instant> leaves(Instant instant) {
        Instant time = instant;
        while (yearOf(time) <= yearOf(instant) + YEARS) {
            Optional<Span> span = at(time);
            if (span.isEmpty()) {
                return Optional.of(time);
            }
            time = span.get().end();
        }
        return Optional.empty();
    }

    /** The first instant from {@code instant} on at which an event is on; empty if there is none. */
    Optional<Instant> enters(Instant instant) {
        if (at(instant).isPresent()) {
            return Optional.of(instant);
        }
        for (int year = yearOf(instant); year <= yearOf(instant) + YEARS; year++) {
            Optional<Instant> next = year(year).stream()
                    .map(Span::start)
                    .filter(start -> start.isAfter(instant))
                    .min(Comparator.naturalOrder());
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private static int yearOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear();
    }

    /** The times that touch a year; a day more on either side, as zones differ. */
    private List<Span> year(int year) {
        return years.computeIfAbsent(
                year,
                one ->
                        source
                                .spans(
                                        LocalDate.of(one, 1, 1).minusDays(1),
                                        LocalDate.of(one + 1, 1, 1).plusDays(1),
                                        zone)
                                .stream()
                                .filter(span -> span.start().isBefore(span.end()))
                                .toList());
    }
}
