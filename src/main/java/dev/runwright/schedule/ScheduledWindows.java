package dev.runwright.schedule;

import dev.runwright.engine.Windows;
import dev.runwright.journal.Occasion;
import dev.runwright.journal.RunWindow;
import dev.runwright.model.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The windows of schedules as the files say at each question, for the engine. Thread-safe. */
public final class ScheduledWindows implements Windows {
    private final Named named;
    private final Supplier<Calendars> calendars;
    private final Supplier<List<Schedule>> all;

    /**
     * Over schedules and calendars as they are at each question.
     *
     * @param all schedules, those too whose calendars cannot be read
     */
    public ScheduledWindows(Named named, Supplier<Calendars> calendars, Supplier<List<Schedule>> all) {
        this.named = named;
        this.calendars = calendars;
        this.all = all;
    }

    /** Finds a schedule with its windows. */
    @FunctionalInterface
    public interface Named {
        /** Empty if there is none, or something is wrong with it. */
        Optional<Openings> find(String name);
    }

    private Optional<Openings> openings(String schedule) {
        return named.find(schedule);
    }

    @Override
    public Optional<Ban> ban(Asked asked, Instant now) {
        return new CalendarHold(calendars.get(), all).at(asked, now);
    }

    @Override
    public Optional<Instant> forbiddenFrom(Asked asked, Instant now) {
        return new CalendarHold(calendars.get(), all).forbiddenFrom(asked, now);
    }

    @Override
    public Optional<Occasion> of(String schedule, Instant opening) {
        return openings(schedule).map(openings -> occasion(openings.schedule(), openings.window(opening)));
    }

    @Override
    public Optional<Occasion> openAt(String schedule, Instant now) {
        return openings(schedule)
                .flatMap(openings -> openings.openAt(now).map(window -> occasion(openings.schedule(), window)));
    }

    @Override
    public Optional<Instant> nextAfter(String schedule, Instant now) {
        return openings(schedule).flatMap(openings -> openings.nextAfter(now));
    }

    private static Occasion occasion(Schedule schedule, Window window) {
        int reserve = Math.toIntExact(schedule.window().reserve().toSeconds());
        RunWindow its =
                new RunWindow(window.close(), reserve, schedule.atClose().word());
        return new Occasion(schedule.name(), window.opening()).in(its);
    }
}
