package dev.runwright.cli;

import dev.runwright.schedule.Calendars;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Schedules;
import dev.runwright.serve.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schedules as the files say now; they are read again once a file has changed. Not thread-safe. */
final class ScheduleFiles {
    private final Settings settings;
    private final EventLog events;
    private @Nullable String stamp;
    private List<Openings> openings = new ArrayList<>();

    ScheduleFiles(Settings settings, EventLog events) {
        this.settings = settings;
        this.events = events;
    }

    /** All schedules; a file with errors is told and left out, a schedule that it held before goes on as it was. */
    List<Openings> now() {
        String fresh = stamp();
        if (!fresh.equals(stamp)) {
            openings = read();
            stamp = fresh;
        }
        return openings;
    }

    private List<Openings> read() {
        Calendars calendars = settings.calendars();
        Schedules read = Schedules.in(settings.schedules().folders(), calendars);
        read.problems().forEach(problem -> events.warn("schedule_file", Map.of("problem", problem)));
        List<Openings> all = new ArrayList<>();
        read.all().forEach(schedule -> all.add(Openings.of(schedule, calendars)));
        for (Openings before : openings) {
            String file = before.schedule().source().name();
            boolean broken = read.problems().stream()
                    .anyMatch(problem ->
                            problem.isError() && problem.position().file().equals(file));
            if (broken) {
                all.add(before);
            }
        }
        return all;
    }

    /** What changes whenever a file does. */
    private String stamp() {
        StringBuilder stamp = new StringBuilder();
        settings.schedules().calendars().values().forEach(file -> stamp.append(stamp(file)));
        for (Path folder : settings.schedules().folders()) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> tree = Files.walk(folder)) {
                    tree.filter(Files::isRegularFile).sorted().forEach(file -> stamp.append(stamp(file)));
                } catch (IOException e) {
                    stamp.append(e);
                }
            }
        }
        return stamp.toString();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return file + " " + facts.size() + " " + facts.lastModifiedTime().toMillis() + "\n";
        } catch (IOException e) {
            return file + " is gone\n";
        }
    }
}
