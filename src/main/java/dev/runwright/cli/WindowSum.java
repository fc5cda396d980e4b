package dev.runwright.cli;

import dev.runwright.engine.Definition;
import dev.runwright.engine.Needs;
import dev.runwright.engine.Plan;
import dev.runwright.journal.Journal;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Times;
import dev.runwright.schedule.Window;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a schedule's runbook need, and until when each may begin in a window.
 *
 * @param window null if none is in sight
 */
record WindowSum(Schedule schedule, @Nullable Window window, List<Part> parts) {
    /**
     * What one step needs.
     *
     * @param items how many items a fan-out has; null for another step, and if that is not known: then one is reckoned
     * @param whole for all of them
     */
    record Part(Needs.Need need, @Nullable Integer items, Duration whole) {}

    /** What it is worked out from. */
    record From(Terminal terminal, Workbench workbench, Settings settings, Journal journal) {}

    /** Of a schedule in a window, before anything is known of its fan-outs. */
    static WindowSum of(Openings openings, @Nullable Window window, From from) {
        Schedule schedule = openings.schedule();
        Settings settings = from.settings();
        Profile profile = settings.chosen(
                schedule.profile() == null ? null : schedule.profile().text());
        Definition definition = new Definitions(
                        from.workbench().catalogue(settings),
                        profile,
                        from.workbench().groovyCheck(),
                        settings.runbooks())
                .load(
                        RunbookFiles.ofSchedule(schedule.runbook().text(), schedule.folder(), settings.runbooks()),
                        from.terminal());
        String world = profile.isRehearsal()
                ? String.valueOf(from.workbench().describe(profile).data().get("estate"))
                : profile.name();
        return new WindowSum(schedule, window, parts(new Needs(definition, from.journal(), world), Map.of()));
    }

    /** Of a planned run, in the window that is open or opens next. */
    static WindowSum of(Openings openings, Instant now, Needs needs, Plan plan) {
        List<Window> next = KnownSchedules.next(openings, now, 1);
        Window window = openings.openAt(now).orElse(next.isEmpty() ? null : next.get(0));
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Plan.Step step : plan.steps()) {
            int bracket = step.path().indexOf('[');
            if (bracket >= 0) {
                String key = step.path().substring(bracket, step.path().indexOf(']', bracket));
                keys.computeIfAbsent(step.path().substring(0, bracket), path -> new HashSet<>())
                        .add(key);
            }
        }
        Map<String, Integer> items = new TreeMap<>();
        keys.forEach((path, those) -> items.put(path, those.size()));
        return new WindowSum(openings.schedule(), window, parts(needs, items));
    }

    private static List<Part> parts(Needs needs, Map<String, Integer> items) {
        return needs.all().stream()
                .map(need -> {
                    Integer number = items.get(need.name());
                    return new Part(need, number, number == null ? need.time() : needs.items(need, number));
                })
                .toList();
    }

    private Duration sum() {
        return parts.stream().map(Part::whole).reduce(Duration.ZERO, Duration::plus);
    }

    private @Nullable Instant last(Duration time) {
        return window == null
                ? null
                : window.close().minus(schedule.window().reserve()).minus(time);
    }

    void print(PrintStream out) {
        ZoneId zone = schedule.window().zone();
        out.println("Needed" + (window == null ? "" : " in the window of " + Times.in(zone, window.opening())) + ":");
        parts.forEach(part -> out.println("  " + line(part)));
        Duration sum = sum();
        Instant last = last(sum);
        out.println("  in all " + Needs.words(sum) + " and "
                + Needs.words(schedule.window().reserve())
                + " in reserve"
                + (parts.stream().anyMatch(part -> part.need().each() && part.items() == null)
                        ? ", with one item of each fan-out"
                        : "")
                + (last == null
                        ? ""
                        : isOutside(last)
                                ? ": more than the window has; what does not fit goes on in the next one"
                                : "; last safe start of the whole " + Times.in(zone, last)));
    }

    private String line(Part part) {
        Needs.Need need = part.need();
        Instant last = last(need.time());
        return need.path() + "  " + Needs.words(need.time()) + (need.each() ? " each" : "")
                + (part.items() == null ? "" : ", " + part.items() + " of them " + Needs.words(part.whole()))
                + (need.known() == 0 ? "" : " (p90 of " + need.known() + ")")
                + (need.attempts() == 1 ? "" : ", up to " + need.attempts() + " attempts, each if it fits")
                + (last == null
                        ? ""
                        : isOutside(last)
                                ? ", never begins: the window is too short for it"
                                : ", last safe start "
                                        + Times.in(schedule.window().zone(), last));
    }

    private boolean isOutside(@Nullable Instant last) {
        return last != null && window != null && last.isBefore(window.opening());
    }

    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        List<Object> steps = new ArrayList<>();
        for (Part part : parts) {
            Needs.Need need = part.need();
            Map<String, @Nullable Object> step = new LinkedHashMap<>();
            step.put("path", need.path());
            step.put("seconds", need.time().toSeconds());
            step.put("each", need.each());
            step.put("items", part.items());
            step.put("seconds_in_all", part.whole().toSeconds());
            step.put("attempts", (long) need.attempts());
            step.put("known", (long) need.known());
            Instant last = last(need.time());
            step.put("last_safe_start", isOutside(last) ? null : text(last));
            steps.add(step);
        }
        document.put("opening", window == null ? null : text(window.opening()));
        document.put("close", window == null ? null : text(window.close()));
        document.put("steps", steps);
        Duration sum = sum();
        document.put("seconds", sum.toSeconds());
        document.put("reserve", schedule.window().reserve().toSeconds());
        Instant last = last(sum);
        document.put("last_safe_start", isOutside(last) ? null : text(last));
        return document;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
