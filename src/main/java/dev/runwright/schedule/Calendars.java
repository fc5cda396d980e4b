package dev.runwright.schedule;

import dev.runwright.model.PlacedText;
import dev.runwright.model.Schedule;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calendars that rules may name (design 7): those that the configuration names, files, and {@code business days}. Each file is read
 * once. Thread-safe.
 */
public final class Calendars {
    private final Map<String, Path> named;
    private final Map<String, CalendarPolicy> profiles;
    private final @Nullable String standard;
    private final Map<Path, Read> read = new ConcurrentHashMap<>();

    private Calendars(Map<String, Path> named, Map<String, CalendarPolicy> profiles, @Nullable String standard) {
        this.named = Map.copyOf(named);
        this.profiles = Map.copyOf(profiles);
        this.standard = standard;
    }

    private record Read(@Nullable EventCalendar calendar, List<Problem> problems) {}

    /** With the calendars that the configuration names. */
    public static Calendars of(Map<String, Path> named) {
        return new Calendars(named, Map.of(), null);
    }

    /**
     * The same, where profiles have rules for all their runs.
     *
     * @param standard the profile of schedules that name none; null for none
     */
    public Calendars under(Map<String, CalendarPolicy> policies, @Nullable String standard) {
        return new Calendars(named, policies, standard);
    }

    /** Only files and business days. */
    public static Calendars none() {
        return of(Map.of());
    }

    /** The rules of a schedule and of its profile; a calendar that cannot be read is left out, see {@link #problems}. */
    public CalendarRules rules(Schedule schedule) {
        CalendarRules own = rules(
                schedule.window().notOn(),
                schedule.window().onlyOn(),
                schedule.folder(),
                schedule.window().zone());
        String profile = profile(schedule);
        return profile == null ? own : own.and(rules(profile));
    }

    /** The rules of a profile. */
    CalendarRules rules(String profile) {
        CalendarPolicy policy = profiles.get(profile);
        return policy == null
                ? new CalendarRules(List.of())
                : rules(policy.notOn(), policy.onlyOn(), policy.folder(), policy.zone());
    }

    /** What is wrong with the calendars of a profile. */
    List<Problem> problems(String profile) {
        CalendarPolicy policy = profiles.get(profile);
        List<Problem> problems = new ArrayList<>();
        if (policy != null) {
            problems.addAll(problems(policy.notOn(), policy.folder()));
            problems.addAll(problems(policy.onlyOn(), policy.folder()));
        }
        return problems;
    }

    /** What is wrong with the calendars of a schedule's profile. */
    List<Problem> problemsOfProfile(Schedule schedule) {
        String profile = profile(schedule);
        return profile == null ? List.of() : problems(profile);
    }

    /** The zone in which a profile's times are told. */
    ZoneId zone(String profile) {
        CalendarPolicy policy = profiles.get(profile);
        return policy == null ? ZoneId.of("UTC") : policy.zone();
    }

    private @Nullable String profile(Schedule schedule) {
        return schedule.profile() == null ? standard : schedule.profile().text();
    }

    /** Whether a schedule's runs are made in a profile. */
    boolean isIn(Schedule schedule, String profile) {
        return profile.equals(profile(schedule));
    }

    /**
     * Rules in a zone.
     *
     * @param folder to which files are relative
     */
    public CalendarRules rules(List<PlacedText> notOn, List<PlacedText> onlyOn, Path folder, ZoneId zone) {
        List<CalendarRules.Rule> rules = new ArrayList<>();
        notOn.forEach(name -> source(name, folder)
                .ifPresent(source -> rules.add(new CalendarRules.Rule(name, false, new Days(source, zone)))));
        onlyOn.forEach(name -> source(name, folder)
                .ifPresent(source -> rules.add(new CalendarRules.Rule(name, true, new Days(source, zone)))));
        return new CalendarRules(rules);
    }

    /** What is wrong with the calendars that rules name. */
    public List<Problem> problems(List<PlacedText> names, Path folder) {
        Problems problems = new Problems();
        for (PlacedText name : names) {
            Optional<Path> file = file(name, folder);
            if (file.isPresent()) {
                problemsOf(name, file.get(), problems);
            } else if (!name.text().equals(BusinessDays.NAME)) {
                unknown(name, problems);
            }
        }
        return problems.all();
    }

    private void problemsOf(PlacedText name, Path file, Problems problems) {
        Read calendar = read(file);
        if (calendar.problems().isEmpty() && calendar.calendar() == null) {
            problems.error(
                    name.position(),
                    "no_such_calendar",
                    "There is no calendar " + file + ".",
                    "A file is looked up beside the file that names it.");
        }
        calendar.problems().forEach(problems::add);
    }

    private void unknown(PlacedText name, Problems problems) {
        List<String> known = new ArrayList<>(named.keySet());
        known.add(BusinessDays.NAME);
        String near = DidYouMean.hint(name.text(), known);
        problems.error(
                name.position(),
                "no_such_calendar",
                "There is no calendar '" + name.text() + "'.",
                near.isEmpty()
                        ? "Name a file that ends in .ics, or one of: "
                                + String.join(", ", known.stream().sorted().toList()) + "."
                        : near);
    }

    private Optional<Days.Source> source(PlacedText name, Path folder) {
        return name.text().equals(BusinessDays.NAME)
                ? Optional.of(new BusinessDays())
                : file(name, folder).map(file -> read(file).calendar());
    }

    /** The file that a name means; empty if it means none. */
    private Optional<Path> file(PlacedText name, Path folder) {
        Path known = named.get(name.text());
        if (known != null) {
            return Optional.of(known);
        }
        return name.text().endsWith(".ics") ? Optional.of(folder.resolve(name.text())) : Optional.empty();
    }

    private Read read(Path file) {
        return read.computeIfAbsent(file, Calendars::readFile);
    }

    private static Read readFile(Path file) {
        Problems problems = new Problems();
        try {
            Optional<EventCalendar> calendar = SourceText.read(file, file.toString(), problems)
                    .flatMap(source -> EventCalendar.read(source, problems));
            return new Read(calendar.orElse(null), problems.all());
        } catch (IOException e) {
            return new Read(null, List.of());
        }
    }
}
