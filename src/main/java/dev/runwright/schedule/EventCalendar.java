package dev.runwright.schedule;

import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;

/** The events of an iCalendar file: repeated, moved and whole-day ones, each in its own zone. Thread-safe once read. */
final class EventCalendar implements Days.Source {
    private final List<Event> events;

    private EventCalendar(List<Event> events) {
        this.events = events;
    }

    /**
     * An event as it stands in the file.
     *
     * @param moved starts of repetitions that another event of the same identity takes the place of
     */
    private record Event(VEvent event, Position position, String summary, Set<Instant> moved) {}

    /** The events of a file; empty after a problem. */
    static Optional<EventCalendar> read(SourceText source, Problems problems) {
        List<Position> places = places(source);
        try {
            List<VEvent> events = new CalendarBuilder()
                    .build(new StringReader(source.text().replace("\n", "\r\n")))
                    .getComponents(Component.VEVENT);
            return Optional.of(new EventCalendar(events(events, places, problems)));
        } catch (ParserException e) {
            int line = Math.max(1, e.getLineNo());
            wrong(new Position(source.name(), line, 1), reason(e), problems);
        } catch (IOException | RuntimeException e) {
            wrong(Position.startOf(source.name()), reason(e), problems);
        }
        return Optional.empty();
    }

    private static void wrong(Position position, String reason, Problems problems) {
        problems.error(position, "bad_calendar", "This is no iCalendar file that can be read: " + reason + ".", null);
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
        return text.lines().findFirst().orElse("it is broken");
    }

    private static List<Position> places(SourceText source) {
        List<Position> places = new ArrayList<>();
        String[] lines = source.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].strip().equalsIgnoreCase("BEGIN:VEVENT")) {
                places.add(new Position(source.name(), i + 1, 1));
            }
        }
        return places;
    }

    private static List<Event> events(List<VEvent> found, List<Position> places, Problems problems) {
        Map<String, Set<Instant>> moved = new HashMap<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            VEvent event = found.get(i);
            Position place = places.get(i);
            Optional<DateProperty<Temporal>> start = event.getProperty(Property.DTSTART);
            if (start.isEmpty()) {
                problems.error(place, "bad_calendar", "The event has no DTSTART.", null);
                continue;
            }
            String uid = text(event, Property.UID, "line " + place.line());
            Set<Instant> ofUid = moved.computeIfAbsent(uid, key -> new HashSet<>());
            Optional<DateProperty<Temporal>> instead = event.getProperty(Property.RECURRENCE_ID);
            instead.ifPresent(date -> ofUid.add(instant(date.getDate(), ZoneOffset.UTC)));
            if (!text(event, Property.STATUS, "").equalsIgnoreCase("CANCELLED")) {
                String summary = text(event, Property.SUMMARY, "an event without a summary");
                events.add(new Event(event, place, summary, instead.isPresent() ? Set.of() : ofUid));
            }
        }
        return events;
    }

    private static String text(VEvent event, String name, String otherwise) {
        Optional<Property> property = event.getProperty(name);
        return property.map(Property::getValue)
                .filter(Objects::nonNull)
                .map(String::strip)
                .orElse(otherwise);
    }

    @Override
    public List<Span> spans(LocalDate from, LocalDate to, ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        for (Event event : events) {
            for (Period<? extends Temporal> period : periods(event.event(), from, to)) {
                Instant named = instant(period.getStart(), ZoneOffset.UTC);
                if (!event.moved().contains(named)) {
                    spans.add(span(event, period, zone));
                }
            }
        }
        return spans;
    }

    /** The repetitions, as a range of the same kind of time as the event's own start finds them. */
    private static Set<? extends Period<? extends Temporal>> periods(VEvent event, LocalDate from, LocalDate to) {
        Optional<DateProperty<Temporal>> start = event.getProperty(Property.DTSTART);
        Temporal date = start.orElseThrow().getDate();
        synchronized (event) {
            if (date instanceof LocalDate) {
                return event.<LocalDate>calculateRecurrenceSet(new Period<>(from, to));
            }
            if (date instanceof LocalDateTime) {
                return event.<LocalDateTime>calculateRecurrenceSet(
                        new Period<>(from.atStartOfDay(), to.atStartOfDay()));
            }
            OffsetDateTime first = from.atStartOfDay().atOffset(ZoneOffset.UTC);
            OffsetDateTime last = to.atStartOfDay().atOffset(ZoneOffset.UTC);
            return date instanceof java.time.ZonedDateTime
                    ? event.<java.time.ZonedDateTime>calculateRecurrenceSet(
                            new Period<>(first.toZonedDateTime(), last.toZonedDateTime()))
                    : event.<OffsetDateTime>calculateRecurrenceSet(new Period<>(first, last));
        }
    }

    private static Span span(Event event, Period<? extends Temporal> period, ZoneId zone) {
        Temporal start = period.getStart();
        Temporal end = period.getEnd();
        if (start instanceof LocalDate day && end instanceof LocalDate last && !last.isAfter(day)) {
            end = day.plusDays(1);
        }
        return new Span(instant(start, zone), instant(end, zone), event.position(), event.summary());
    }

    private static Instant instant(Temporal time, ZoneId floating) {
        if (time instanceof LocalDate day) {
            return day.atStartOfDay(floating).toInstant();
        }
        return time instanceof LocalDateTime local ? local.atZone(floating).toInstant() : Instant.from(time);
    }
}
