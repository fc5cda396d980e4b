package dev.runwright.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** Monday to Friday, whole days of the zone; holidays are calendars of their own. Stateless. */
final class BusinessDays implements Days.Source {
    /** How schedules name them. */
    static final String NAME = "business days";

    @Override
    public List<Span> spans(LocalDate from, LocalDate to, ZoneId zone) {
        List<Span> weeks = new ArrayList<>();
        LocalDate monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        while (monday.isBefore(to)) {
            weeks.add(new Span(
                    monday.atStartOfDay(zone).toInstant(),
                    monday.plusDays(5).atStartOfDay(zone).toInstant(),
                    null,
                    NAME));
            monday = monday.plusWeeks(1);
        }
        return weeks;
    }
}
