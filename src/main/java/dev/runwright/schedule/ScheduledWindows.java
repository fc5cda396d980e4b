package dev.runwright.schedule;

import dev.runwright.engine.Windows;
import dev.runwright.journal.Occasion;
import dev.runwright.journal.RunWindow;
import dev.runwright.model.Schedule;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The windows of the schedules that there are now, for the engine; read at the first question. Thread-safe. */
public final class ScheduledWindows implements Windows {
    private final Supplier<Schedules> read;
    private final Calendars calendars;
    private volatile boolean known;
    private Schedules schedules = new Schedules(java.util.List.of(), java.util.List.of());

    /** Over schedules that are read when they are needed. */
    public ScheduledWindows(Supplier<Schedules> read, Calendars calendars) {
        this.read = read;
        this.calendars = calendars;
    }

    private synchronized Schedules schedules() {
        if (!known) {
            schedules = read.get();
            known = true;
        }
        return schedules;
    }

    private Optional<Openings> openings(String schedule) {
        return schedules().find(schedule).map(found -> Openings.of(found, calendars));
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
