package dev.runwright.cli;

import dev.runwright.engine.Definition;
import dev.runwright.engine.Needs;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a schedule's runbook need, and until when each may begin in a window.
 *
 * @param window null if none is in sight
 */
record WindowSum(Schedule schedule, @Nullable Window window, List<Needs.Need> needs) {
    /** What it is worked out from. */
    record From(Terminal terminal, Workbench workbench, Settings settings, Journal journal) {}

    /** Of a schedule in a window. */
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
        return new WindowSum(schedule, window, new Needs(definition, from.journal(), world).all());
    }

    private Duration sum() {
        return needs.stream().map(Needs.Need::time).reduce(Duration.ZERO, Duration::plus);
    }

    private @Nullable Instant last(Duration time) {
        return window == null
                ? null
                : window.close().minus(schedule.window().reserve()).minus(time);
    }

    void print(PrintStream out) {
        ZoneId zone = schedule.window().zone();
        out.println("Needed" + (window == null ? "" : " in the window of " + Times.in(zone, window.opening())) + ":");
        for (Needs.Need need : needs) {
            Instant last = last(need.time());
            out.println("  " + need.path() + "  " + Needs.words(need.time()) + (need.each() ? " each" : "")
                    + (need.known() == 0 ? "" : " (p90 of " + need.known() + ")")
                    + (last == null ? "" : ", last safe start " + Times.in(zone, last)));
        }
        Instant last = last(sum());
        out.println("  in all " + Needs.words(sum()) + " and "
                + Needs.words(schedule.window().reserve())
                + " in reserve"
                + (needs.stream().anyMatch(Needs.Need::each) ? ", with one item of each fan-out" : "")
                + (last == null
                        ? ""
                        : last.isBefore(java.util.Objects.requireNonNull(window).opening())
                                ? ": more than the window has; the run goes on in the next one"
                                : "; last safe start of the whole " + Times.in(zone, last)));
    }

    Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        List<Object> steps = new ArrayList<>();
        for (Needs.Need need : needs) {
            Map<String, @Nullable Object> step = new LinkedHashMap<>();
            step.put("path", need.path());
            step.put("seconds", need.time().toSeconds());
            step.put("each", need.each());
            step.put("known", (long) need.known());
            step.put("last_safe_start", text(last(need.time())));
            steps.add(step);
        }
        document.put("steps", steps);
        document.put("seconds", sum().toSeconds());
        document.put("reserve", schedule.window().reserve().toSeconds());
        document.put("last_safe_start", text(last(sum())));
        return document;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
