package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.ScheduleBook.Paused;
import dev.runwright.schedule.Explanation;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Times;
import dev.runwright.schedule.Window;
import dev.runwright.value.Json;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Say why a schedule's window is open or not, rule by rule with its place; what each step needs; and the"
                        + " next twelve openings.")
final class ScheduleExplainCommand implements Callable<Integer> {
    private static final int OPENINGS = 12;

    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Another moment than now: 2026-12-24T22:00 in the schedule's zone, or with an offset or Z.")
    private @Nullable String moment;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ScheduleExplainCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Openings openings = KnownSchedules.read(settings).openings(name);
        Instant at = at(openings.schedule().window().zone());
        try (Journal journal = workbench.journal(settings)) {
            Paused paused = moment == null ? journal.schedules().paused().get(name) : null;
            Explanation explanation = Explanation.of(openings, at, paused);
            List<Window> next = KnownSchedules.next(openings, at, OPENINGS);
            Window counted = explanation.window() != null || next.isEmpty() ? explanation.window() : next.get(0);
            WindowSum sum = WindowSum.of(openings, counted, new WindowSum.From(terminal, workbench, settings, journal));
            if (output.json()) {
                terminal.out().println(Json.write(document(openings, explanation, next, sum)));
            } else {
                print(openings, explanation, next);
                sum.print(terminal.out());
            }
        }
        return ExitCode.DONE.number();
    }

    private Instant at(ZoneId zone) {
        if (moment == null) {
            return workbench.clock().instant();
        }
        try {
            return moment.matches(".*(Z|[+-]\\d\\d:\\d\\d)$")
                    ? OffsetDateTime.parse(moment).toInstant()
                    : LocalDateTime.parse(moment.contains("T") ? moment : moment + "T00:00")
                            .atZone(zone)
                            .toInstant();
        } catch (DateTimeException e) {
            throw Refusal.wrongCall(
                    "wrong_call", "--at must be a time such as 2026-12-24T22:00, got '" + moment + "'.");
        }
    }

    private void print(Openings openings, Explanation explanation, List<Window> next) {
        PrintStream out = terminal.out();
        ZoneId zone = openings.schedule().window().zone();
        out.println(name + " at " + Times.in(zone, explanation.at()) + " " + zone + ": "
                + (explanation.allowed() ? "open" : "not open"));
        explanation
                .reasons()
                .forEach(reason -> out.println("  " + (reason.allows() ? "allows   " : "FORBIDS  ") + reason.rule()
                        + "  " + reason.place() + "  " + reason.words()));
        ZoneId here = ZoneId.systemDefault();
        boolean same = here.getRules().equals(zone.getRules());
        out.println("Next openings (" + zone + (same ? "" : " | " + here) + "):");
        for (Window window : next) {
            String there =
                    same ? "" : " | " + Times.in(here, window.opening()) + " - " + Times.in(here, window.close());
            String start = window.start().equals(window.opening()) ? "" : ", starts " + Times.in(zone, window.start());
            out.println(
                    "  " + Times.in(zone, window.opening()) + " - " + Times.in(zone, window.close()) + there + start);
        }
        if (next.isEmpty()) {
            out.println("  none in sight");
        }
    }

    private Map<String, @Nullable Object> document(
            Openings openings, Explanation explanation, List<Window> next, WindowSum sum) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schedule", name);
        document.put("at", explanation.at().toString());
        document.put("open", explanation.allowed());
        document.put(
                "window",
                explanation.window() == null ? null : KnownSchedules.document(openings, explanation.window()));
        List<Object> reasons = new ArrayList<>();
        for (Explanation.Reason reason : explanation.reasons()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("allows", reason.allows());
            one.put("rule", reason.rule());
            one.put("file", reason.place().file());
            one.put("line", (long) reason.place().line());
            one.put("column", (long) reason.place().column());
            one.put("words", reason.words());
            reasons.add(one);
        }
        document.put("reasons", reasons);
        document.put(
                "next",
                next.stream()
                        .map(window -> KnownSchedules.document(openings, window))
                        .toList());
        document.put("budget", sum.document());
        return document;
    }
}
