package dev.runwright.cli;

import dev.runwright.model.Schedule;
import dev.runwright.schedule.Calendars;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Schedules;
import dev.runwright.schedule.Window;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schedules of a configuration with their windows. */
record KnownSchedules(Settings settings, Schedules schedules, Calendars calendars) {
    /** Reads them; what is wrong with any goes to the terminal. */
    static KnownSchedules read(Settings settings, Terminal terminal) {
        KnownSchedules known = read(settings);
        known.schedules().problems().forEach(terminal.err()::println);
        return known;
    }

    /** Reads them for a command that is about one: what is wrong with others says nothing of it. */
    static KnownSchedules read(Settings settings) {
        Calendars calendars = settings.calendars();
        List<Path> folders =
                settings.schedules().folders().stream().map(RunbookFiles::shown).toList();
        Schedules schedules = Schedules.in(folders, calendars);
        return new KnownSchedules(settings, schedules, calendars);
    }

    /**
     * The schedule of that name.
     *
     * @throws Refusal if there is none, or something is wrong with it
     */
    Openings openings(String name) {
        Optional<Schedule> found = schedules.find(name);
        if (found.isPresent()) {
            return Openings.of(found.get(), calendars);
        }
        List<Problem> its = schedules.problems().stream()
                .filter(problem -> problem.position().file().endsWith(name + ".yaml"))
                .toList();
        if (!its.isEmpty()) {
            throw Refusal.wrongFiles(its);
        }
        List<String> names = schedules.all().stream().map(Schedule::name).toList();
        String hint = DidYouMean.hint(name, names);
        throw Refusal.wrongCall(
                "no_such_schedule",
                "There is no schedule '" + name + "' in "
                        + String.join(
                                ", ",
                                settings.schedules().folders().stream()
                                        .map(Path::toString)
                                        .toList())
                        + "." + (hint.isEmpty() ? "" : " " + hint));
    }

    /** All of them, or the one of that name. */
    List<Openings> openings(@Nullable String name, List<Schedule> all) {
        return name == null
                ? all.stream().map(schedule -> Openings.of(schedule, calendars)).toList()
                : List.of(openings(name));
    }

    /** The next windows after an instant, in order. */
    static List<Window> next(Openings openings, Instant after, int most) {
        List<Window> windows = new ArrayList<>();
        Optional<Instant> next = openings.nextAfter(after);
        while (next.isPresent() && windows.size() < most) {
            windows.add(openings.window(next.get()));
            next = openings.nextAfter(next.get());
        }
        return windows;
    }

    /** A window as a document. */
    static Map<String, @Nullable Object> document(Openings openings, Window window) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schedule", openings.schedule().name());
        document.put("opening", window.opening().toString());
        document.put("start", window.start().toString());
        document.put("close", window.close().toString());
        document.put(
                "local",
                window.opening()
                        .atZone(openings.schedule().window().zone())
                        .toOffsetDateTime()
                        .toString());
        document.put("zone", openings.schedule().window().zone().getId());
        return document;
    }
}
