package dev.runwright.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Openings of ten years against going through every day with java.time alone. */
class OpeningsEnumerationTest {
    private static final LocalDate FIRST = LocalDate.of(2019, 12, 1);
    private static final LocalDate LAST = LocalDate.of(2030, 1, 1);
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2029-12-01T00:00:00Z");
    /** With gaps at two, at midnight, of half an hour, in both hemispheres, and with no change of clocks. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "America/Havana",
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Asia/Kolkata");

    private record Row(String opens, int offset, Predicate<LocalDate> days, List<LocalTime> times) {
        @Override
        public String toString() {
            return opens;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("patch-tuesday + 4d at 22:00", 4, nth(DayOfWeek.TUESDAY, 2), "22:00"),
                row("patch-tuesday at 02:30", 0, nth(DayOfWeek.TUESDAY, 2), "02:30"),
                row("second tuesday at 20:00", 0, nth(DayOfWeek.TUESDAY, 2), "20:00"),
                row("second sunday - 1d at 23:59", -1, nth(DayOfWeek.SUNDAY, 2), "23:59"),
                row("last friday at 22:00", 0, last(DayOfWeek.FRIDAY), "22:00"),
                row("last sunday at 02:30", 0, last(DayOfWeek.SUNDAY), "02:30"),
                row("first sunday at 02:00", 0, nth(DayOfWeek.SUNDAY, 1), "02:00"),
                row("fifth saturday at 06:00", 0, nth(DayOfWeek.SATURDAY, 5), "06:00"),
                row("weekdays at 02:00", 0, day -> day.getDayOfWeek().getValue() <= 5, "02:00"),
                row("weekends at 02:45", 0, day -> day.getDayOfWeek().getValue() > 5, "02:45"),
                row("mondays at 3:00", 0, on(DayOfWeek.MONDAY), "03:00"),
                row("sundays and thursdays at 01:30", 0, on(DayOfWeek.SUNDAY).or(on(DayOfWeek.THURSDAY)), "01:30"),
                row("daily at 00:00", 0, day -> true, "00:00"),
                row("daily at 00:30", 0, day -> true, "00:30"),
                row("last day at 23:00", 0, day -> day.plusDays(1).getDayOfMonth() == 1, "23:00"),
                row("first day + 30 days at 12:00", 30, day -> day.getDayOfMonth() == 1, "12:00"),
                row("0 15 2 29 2 ?", 0, day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29, "02:15"),
                row("0 0 22 ? * TUE#2 + 4d", 4, nth(DayOfWeek.TUESDAY, 2), "22:00"),
                row(
                        "0 30 1,2,3 ? 3,4,9-11 SUN",
                        0,
                        day -> on(DayOfWeek.SUNDAY).test(day)
                                && List.of(3, 4, 9, 10, 11).contains(day.getMonthValue()),
                        "01:30",
                        "02:30",
                        "03:30"),
                new Row(
                        "0 0/20 * ? * *",
                        0,
                        day -> true,
                        IntStream.range(0, 72)
                                .mapToObj(i -> LocalTime.of(i / 3, i % 3 * 20))
                                .toList()));
    }

    private static Row row(String opens, int offset, Predicate<LocalDate> days, String... times) {
        return new Row(
                opens, offset, days, Stream.of(times).map(LocalTime::parse).toList());
    }

    private static Predicate<LocalDate> on(DayOfWeek weekday) {
        return day -> day.getDayOfWeek() == weekday;
    }

    private static Predicate<LocalDate> nth(DayOfWeek weekday, int number) {
        return on(weekday).and(day -> (day.getDayOfMonth() - 1) / 7 + 1 == number);
    }

    private static Predicate<LocalDate> last(DayOfWeek weekday) {
        return on(weekday).and(day -> day.plusDays(7).getMonth() != day.getMonth());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyOpeningOfTenYearsIsFoundInEveryZoneAndNoOther(Row row) {
        for (String zone : ZONES) {
            List<Instant> expected = enumerated(row, ZoneId.of(zone));
            Openings openings = SampleSchedules.openings(row.opens(), zone);

            assertThat(found(openings)).as(zone).isEqualTo(expected);
            lookBack(openings, expected);
        }
    }

    private static List<Instant> found(Openings openings) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = openings.nextAfter(FROM.minusMillis(1));
        while (next.isPresent() && next.get().isBefore(TO)) {
            found.add(next.get());
            next = openings.nextAfter(next.get());
        }
        return found;
    }

    /** A sample: the moment itself, and just before it. */
    private static void lookBack(Openings openings, List<Instant> expected) {
        int step = Math.max(1, expected.size() / 25);
        for (int i = step; i < expected.size(); i += step) {
            assertThat(openings.lastAtOrBefore(expected.get(i))).contains(expected.get(i));
            assertThat(openings.lastAtOrBefore(expected.get(i).minusMillis(1))).contains(expected.get(i - 1));
        }
    }

    private static List<Instant> enumerated(Row row, ZoneId zone) {
        TreeSet<Instant> instants = new TreeSet<>();
        for (LocalDate day = FIRST; day.isBefore(LAST); day = day.plusDays(1)) {
            if (row.days().test(day)) {
                for (LocalTime time : row.times()) {
                    instants.add(instant(day.plusDays(row.offset()).atTime(time), zone));
                }
            }
        }
        return List.copyOf(instants.subSet(FROM, TO));
    }

    /** In a gap, the change itself; of two, the one before the change. */
    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            ZoneOffset offset = zone.getRules().getOffset(local);
            return local.toInstant(offset);
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }
}
