package dev.runwright.schedule;

import dev.runwright.model.Schedule;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.RunwrightException;
import dev.runwright.value.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The windows of one schedule (design 7). A time at which a calendar forbids is no opening, and a window closes when a calendar begins to
 * forbid, if that is before its own end. What is more than {@value #YEARS} years away is said to be never. Immutable, thread-safe.
 */
public final class Openings {
    /** How far openings are looked for. */
    static final int YEARS = 40;

    /** How far back the search for the last opening begins, and by how much it widens. */
    private static final Duration NEAR = Duration.ofMinutes(2);

    private static final int WIDER = 8;

    private final Schedule schedule;
    private final LocalTimes times;
    private final CalendarRules calendars;

    private Openings(Schedule schedule, LocalTimes times, CalendarRules calendars) {
        this.schedule = schedule;
        this.times = times;
        this.calendars = calendars;
    }

    /**
     * Of a schedule without {@link #problems}.
     *
     * @throws RunwrightException if {@code opens} cannot be read
     */
    public static Openings of(Schedule schedule, Calendars calendars) {
        OpeningText.Parsed parsed = OpeningText.parse(schedule.window().opens().text());
        if (parsed.cron() == null) {
            Problem problem = problems(schedule, calendars).get(0);
            throw new RunwrightException(problem.code(), problem.toString(), null);
        }
        LocalTimes times =
                new LocalTimes(parsed.cron(), parsed.days(), schedule.window().zone());
        return new Openings(schedule, times, calendars.rules(schedule));
    }

    /** What is wrong with when it opens, and with the calendars that it names. */
    public static List<Problem> problems(Schedule schedule, Calendars calendars) {
        Problems problems = new Problems();
        OpeningText.Parsed parsed = OpeningText.parse(schedule.window().opens().text());
        if (parsed.fault() != null) {
            problems.error(
                    schedule.window().opens().position(),
                    "bad_opening",
                    "'opens' " + parsed.fault() + ".",
                    parsed.hint());
        }
        calendars.problems(schedule.window().notOn(), schedule.folder()).forEach(problems::add);
        calendars.problems(schedule.window().onlyOn(), schedule.folder()).forEach(problems::add);
        calendars.problemsOfProfile(schedule).forEach(problems::add);
        return problems.all();
    }

    /** The schedule. */
    public Schedule schedule() {
        return schedule;
    }

    /** What its calendars say. */
    public CalendarRules calendars() {
        return calendars;
    }

    /** The first opening after an instant; empty if none is in sight. */
    public Optional<Instant> nextAfter(Instant instant) {
        return next(
                times.local(instant),
                instant,
                instant.atZone(times.zone()).plusYears(YEARS).toInstant());
    }

    /** The first opening after {@code after} and not after {@code last}, looked for from a time on the clock on. */
    private Optional<Instant> next(LocalDateTime from, Instant after, Instant last) {
        Optional<LocalDateTime> local = times.next(from);
        while (local.isPresent()) {
            Instant instant = times.instant(local.get());
            if (instant.isAfter(last)) {
                return Optional.empty();
            }
            if (instant.isAfter(after)) {
                Optional<Instant> allowed = calendars.allowedFrom(instant);
                if (allowed.isEmpty() || allowed.get().equals(instant)) {
                    return allowed;
                }
                local = times.next(times.local(allowed.get().minusSeconds(1)));
            } else {
                local = times.next(local.get());
            }
        }
        return Optional.empty();
    }

    /** The last opening at or before an instant; empty if there was none. */
    public Optional<Instant> lastAtOrBefore(Instant instant) {
        Duration back = NEAR;
        while (back.toDays() < YEARS * 366L) {
            Instant start = instant.minus(back);
            Optional<Instant> found = next(times.local(start), start, instant);
            Optional<Instant> last = found;
            while (found.isPresent()) {
                last = found;
                found = next(times.local(found.get()), found.get(), instant);
            }
            if (last.isPresent()) {
                return last;
            }
            back = back.multipliedBy(WIDER);
        }
        return Optional.empty();
    }

    /** When the window that opens at an opening closes: {@code lasts} of real time later, or when a calendar forbids. */
    public Instant close(Instant opening) {
        Instant end = opening.plus(schedule.window().lasts());
        return calendars.forbiddenFrom(opening).filter(end::isAfter).orElse(end);
    }

    /** When the run of an opening starts: the same moment each time it is asked, within {@code jitter} after the opening. */
    public Instant start(Instant opening) {
        long seconds = schedule.jitter().toSeconds();
        if (seconds == 0) {
            return opening;
        }
        String digest = Digest.sha256(schedule.name() + " " + opening);
        long spread = Long.parseUnsignedLong(digest.substring(0, 15), 16);
        return opening.plusSeconds(spread % (seconds + 1));
    }

    /** The window that is open at an instant. */
    public Optional<Window> openAt(Instant instant) {
        return lastAtOrBefore(instant).map(this::window).filter(window -> instant.isBefore(window.close()));
    }

    /** The window of an opening. */
    public Window window(Instant opening) {
        return new Window(opening, start(opening), close(opening));
    }
}
