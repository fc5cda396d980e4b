package dev.runwright.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.ScheduleBook.Paused;
import dev.runwright.model.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Calendars CALENDARS =
            Calendars.of(Map.of("freeze", Path.of("src/test/resources/schedules/freeze.ics")));

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static Openings openings(String opens, String... window) {
        return Openings.of(SampleSchedules.in(".", opens, "Europe/Berlin", window), CALENDARS);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-19T23:59:59, true", // a whole day begins at midnight of the schedule's zone
        "2026-12-20T00:00, false",
        "2027-01-06T23:59:59, false",
        "2027-01-07T00:00, true",
        "2030-12-24T12:00, false", // each year
        "2026-03-23T21:59, true", // Outlook's name for a zone, with the rules in the file
        "2026-03-23T22:00, false",
        "2026-03-24T02:00, true",
        "2026-03-30T23:00, true", // left out
        "2026-04-06T23:00, true", // moved to the next day
        "2026-04-07T20:00, false",
        "2026-04-07T23:00, true",
        "2026-04-13T22:30, false", // after the change of clocks still at ten in the evening
        "2026-04-20T22:30, true", // the fourth was the last
        "2026-06-01T15:29, true", // half past nine in New York
        "2026-06-01T15:30, false",
        "2026-06-05T21:59, false",
        "2026-06-06T16:00, true",
        "2026-07-01T12:00, true", // called off
        "2026-08-01T12:00, false", // a day without an end is one day
        "2026-08-02T00:00, true",
    })
    void anEventForbidsFromItsBeginningToItsEnd(String local, boolean allowed) {
        assertThat(openings("daily at 00:00", "not_on: [freeze]").calendars().allows(berlin(local)))
                .isEqualTo(allowed);
    }

    @Test
    void anOpeningInAFreezeIsNoneAndAWindowClosesWhenOneBegins() {
        Openings openings = openings("daily at 22:00", "not_on: [freeze]");

        assertThat(openings.nextAfter(berlin("2026-12-18T22:00"))).contains(berlin("2026-12-19T22:00"));
        assertThat(openings.close(berlin("2026-12-19T22:00"))).isEqualTo(berlin("2026-12-20T00:00"));
        assertThat(openings.nextAfter(berlin("2026-12-19T22:00"))).contains(berlin("2027-01-07T22:00"));
        assertThat(openings.lastAtOrBefore(berlin("2027-01-06T12:00"))).contains(berlin("2026-12-19T22:00"));
        assertThat(openings.openAt(berlin("2026-12-20T00:30"))).isEmpty();
    }

    @Test
    void severalCalendarsMustAllAllow() {
        Openings openings = openings("daily at 10:00", "not_on: [freeze]", "only_on: [business days]");

        assertThat(openings.nextAfter(berlin("2026-07-31T10:00"))).contains(berlin("2026-08-03T10:00"));
        assertThat(openings.calendars().allowedFrom(berlin("2026-12-20T00:00"))).contains(berlin("2027-01-07T00:00"));
        assertThat(openings.calendars().at(berlin("2026-12-26T10:00")))
                .extracting(Verdict::allows)
                .containsExactly(false, false);
    }

    @Test
    void whatNeverComesIsNotWaitedFor() {
        assertThat(openings("0 0 0 30 2 ?").nextAfter(berlin("2026-01-01T00:00")))
                .isEmpty();
        assertThat(openings("0 0 0 1 1 ? 2020").nextAfter(berlin("2026-01-01T00:00")))
                .isEmpty();
        assertThat(openings("0 0 0 1 1 ? 2020").lastAtOrBefore(berlin("2026-01-01T00:00")))
                .contains(berlin("2020-01-01T00:00"));
    }

    @Test
    void lastsIsRealTimeInANightWithAChangeOfClocks() {
        Openings openings = openings("daily at 00:30");
        Instant spring = berlin("2026-03-29T00:30");
        Instant autumn = berlin("2026-10-25T00:30");

        assertThat(Duration.between(spring, openings.close(spring))).hasHours(4);
        assertThat(openings.close(spring)).isEqualTo(berlin("2026-03-29T05:30"));
        assertThat(openings.close(autumn)).isEqualTo(berlin("2026-10-25T03:30"));
        assertThat(openings.openAt(berlin("2026-03-29T05:29"))).isPresent();
        assertThat(openings.openAt(berlin("2026-03-29T05:30"))).isEmpty();
    }

    @Test
    void jitterIsTheSameEachTimeAndWithinItsBounds() {
        Openings openings = Openings.of(new Jittered("night").schedule(), Calendars.none());
        Instant opening = berlin("2026-05-01T22:00");

        assertThat(openings.start(opening)).isEqualTo(openings.start(opening));
        assertThat(java.util.stream.Stream.iterate(opening, at -> at.plus(Duration.ofDays(1)))
                        .limit(200)
                        .map(at -> Duration.between(at, openings.start(at)).toSeconds())
                        .distinct())
                .hasSizeGreaterThan(100)
                .allMatch(seconds -> seconds >= 0 && seconds <= 600)
                .anyMatch(seconds -> seconds < 60)
                .anyMatch(seconds -> seconds > 540);
    }

    /** A schedule with ten minutes of jitter. */
    private record Jittered(String name) {
        Schedule schedule() {
            Schedule plain = SampleSchedules.in(".", "daily at 22:00", "Europe/Berlin");
            return new Schedule(
                    plain.position(),
                    plain.source(),
                    name,
                    null,
                    plain.runbook(),
                    plain.with(),
                    null,
                    plain.window(),
                    plain.missed(),
                    plain.atClose(),
                    plain.overlap(),
                    0,
                    Duration.ofMinutes(10));
        }
    }

    @Test
    void anExplanationNamesEveryRuleByItsPlace() {
        Openings openings = openings("daily at 22:00", "reserve: 45m", "not_on: [freeze]");
        Paused paused = new Paused("night", "eva", "CHG-7", berlin("2026-12-01T09:00"));

        assertThat(Explanation.of(openings, berlin("2026-12-24T22:30"), paused).reasons())
                .extracting(
                        reason -> reason.allows() + " " + reason.rule() + " " + reason.place() + " " + reason.words())
                .containsExactly(
                        "false opens ./night.yaml:4:10 'daily at 22:00': closed since Sun 2026-12-20 00:00, opens next Thu"
                                + " 2027-01-07 22:00",
                        "false not_on ./night.yaml:8:12 'Year-end freeze'"
                                + " (src/test/resources/schedules/freeze.ics:19:1), until Thu 2027-01-07 00:00",
                        "false pause ./night.yaml:1:1 paused by eva since Tue 2026-12-01 09:00: CHG-7");
        Explanation late = Explanation.of(openings, berlin("2026-11-25T01:30"), null);
        assertThat(late.allowed()).isFalse();
        assertThat(late.window()).isNotNull();
        assertThat(Explanation.of(openings, berlin("2026-11-25T01:00"), null).allowed())
                .isTrue();
    }
}
