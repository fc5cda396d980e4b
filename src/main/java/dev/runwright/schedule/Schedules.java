package dev.runwright.schedule;

import dev.runwright.model.Schedule;
import dev.runwright.text.FileTrouble;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.yaml.ScheduleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The schedules of some folders. Immutable.
 *
 * @param all those without errors, by name, in order
 * @param problems of all files
 */
public record Schedules(List<Schedule> all, List<Problem> problems) {
    private static final String SUFFIX = ".yaml";

    /** Copies the lists. */
    public Schedules {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** Reads all schedules of the folders, at any depth; a folder that is not there has none. */
    public static Schedules in(List<Path> folders, Calendars calendars) {
        List<Path> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                files.addAll(files(folder));
            } catch (IOException e) {
                problems.add(Problem.error(
                        Position.startOf(folder.toString()),
                        "unreadable",
                        "The folder cannot be read: " + FileTrouble.of(e) + ".",
                        null));
            }
        }
        return of(files, problems, calendars);
    }

    /** The schedule of that name in the folders with its windows; only files that are called so are read. */
    public static Optional<Openings> named(String name, List<Path> folders, Calendars calendars) {
        return folders.stream()
                .flatMap(folder -> filesOf(folder, file -> file.endsWith(name + SUFFIX)).stream())
                .flatMap(file -> read(file, calendars).schedule().stream())
                .findFirst()
                .map(schedule -> Openings.of(schedule, calendars));
    }

    /** All schedules of the folders that could be read as such, whatever is wrong with the calendars that they name. */
    public static List<Schedule> readable(List<Path> folders) {
        return folders.stream()
                .flatMap(folder -> filesOf(folder, file -> true).stream())
                .flatMap(file ->
                        Optional.ofNullable(new ScheduleReader().read(file).schedule()).stream())
                .toList();
    }

    private static List<Path> filesOf(Path folder, Predicate<Path> which) {
        try {
            return files(folder, which);
        } catch (IOException e) {
            return List.of(); // 'schedule list' says what is wrong with it
        }
    }

    private static Schedules of(List<Path> files, List<Problem> problems, Calendars calendars) {
        Map<String, Schedule> all = new LinkedHashMap<>();
        for (Path file : files) {
            Found found = read(file, calendars);
            problems.addAll(found.problems());
            found.schedule().ifPresent(schedule -> {
                Schedule first = all.putIfAbsent(schedule.name(), schedule);
                if (first != null) {
                    problems.add(Problem.error(
                            schedule.position(),
                            "two_schedules",
                            "There is another schedule '" + schedule.name() + "' at " + first.position() + ".",
                            "Rename one of them."));
                }
            });
        }
        return new Schedules(
                all.values().stream()
                        .sorted(java.util.Comparator.comparing(Schedule::name))
                        .toList(),
                problems);
    }

    /**
     * What is in a file.
     *
     * @param read null if it could not be read whole
     */
    public record Found(@org.jspecify.annotations.Nullable Schedule read, List<Problem> problems) {
        /** Copies the list. */
        public Found {
            problems = List.copyOf(problems);
        }

        /** The schedule if nothing is wrong with it. */
        public Optional<Schedule> schedule() {
            return problems.stream().anyMatch(Problem::isError) ? Optional.empty() : Optional.ofNullable(read);
        }
    }

    /** Reads one file. */
    public static Found read(Path file, Calendars calendars) {
        ScheduleReader.ReadResult result = new ScheduleReader().read(file);
        List<Problem> problems = new ArrayList<>(result.problems());
        Schedule schedule = result.schedule();
        if (schedule != null) {
            problems.addAll(Openings.problems(schedule, calendars));
        }
        return new Found(schedule, problems);
    }

    /** The files of all schedules of a folder, in order. */
    public static List<Path> files(Path folder) throws IOException {
        return files(folder, file -> file.toString().endsWith(SUFFIX));
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(wanted)
                    .filter(Files::isRegularFile)
                    .filter(Schedules::isSchedule)
                    .sorted()
                    .toList();
        }
    }

    /** Runbooks and schedules may lie together: a schedule says so itself. */
    public static boolean isSchedule(Path file) {
        try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith("schedule:"));
        } catch (IOException e) {
            return false;
        }
    }

    /** The schedule of that name. */
    public Optional<Schedule> find(String name) {
        return all.stream().filter(schedule -> schedule.name().equals(name)).findFirst();
    }
}
