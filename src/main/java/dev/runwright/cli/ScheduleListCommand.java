package dev.runwright.cli;

import dev.runwright.journal.Firing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.ScheduleBook;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Times;
import dev.runwright.value.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "List the schedules: whether each is open or paused, when it opens next, how it went last.")
final class ScheduleListCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ScheduleListCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        KnownSchedules known = KnownSchedules.read(settings, terminal);
        Instant now = workbench.clock().instant();
        List<Map<String, @Nullable Object>> documents = new ArrayList<>();
        try (Journal journal = workbench.journal(settings)) {
            for (Openings openings : known.openings(null, known.schedules().all())) {
                documents.add(document(openings, journal.schedules(), now));
                if (!output.json()) {
                    print(openings, journal.schedules(), now);
                }
            }
            new StrandedRuns(settings)
                    .all(journal)
                    .forEach(one -> (output.json() ? terminal.err() : terminal.out()).println(one.line()));
        }
        if (output.json()) {
            terminal.out().println(Json.write(documents));
        } else if (documents.isEmpty()) {
            terminal.out()
                    .println("There are no schedules in "
                            + String.join(
                                    ", ",
                                    settings.schedules().folders().stream()
                                            .map(folder ->
                                                    RunbookFiles.shown(folder).toString())
                                            .toList())
                            + ".");
        }
        return ExitCode.DONE.number();
    }

    private void print(Openings openings, ScheduleBook book, Instant now) {
        Schedule schedule = openings.schedule();
        ZoneId zone = schedule.window().zone();
        ScheduleBook.Paused paused = book.paused().get(schedule.name());
        String state = paused != null
                ? "paused by " + paused.actor() + (paused.reason() == null ? "" : ": " + paused.reason())
                : openings.openAt(now)
                        .map(window -> "open until " + Times.in(zone, window.close()))
                        .orElse("closed");
        String next = openings.nextAfter(now)
                .map(opening -> "opens " + Times.in(zone, opening) + " " + zone)
                .orElse("no opening in sight");
        terminal.out().println(schedule.name() + "  " + schedule.runbook().text() + "  " + state + "; " + next);
        book.last(schedule.name())
                .ifPresent(firing -> terminal.out()
                        .println("    last " + Times.in(zone, firing.opening()) + ": " + outcome(firing)));
    }

    private static String outcome(Firing firing) {
        String word =
                firing.outcome() == null ? "under way" : firing.outcome().name().toLowerCase(Locale.ROOT);
        return word
                + (firing.run() == null ? "" : ", run " + firing.run())
                + (firing.why() == null ? "" : ": " + firing.why());
    }

    private static Map<String, @Nullable Object> document(Openings openings, ScheduleBook book, Instant now) {
        Schedule schedule = openings.schedule();
        ScheduleBook.Paused paused = book.paused().get(schedule.name());
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schedule", schedule.name());
        document.put("title", schedule.title());
        document.put("runbook", schedule.runbook().text());
        document.put(
                "profile",
                schedule.profile() == null ? null : schedule.profile().text());
        document.put("opens", schedule.window().opens().text());
        document.put("zone", schedule.window().zone().getId());
        document.put("file", schedule.position().file());
        document.put("open", openings.openAt(now).isPresent());
        document.put("paused", paused == null ? null : paused.actor());
        document.put("pause_reason", paused == null ? null : paused.reason());
        document.put("next", openings.nextAfter(now).map(Instant::toString).orElse(null));
        Firing last = book.last(schedule.name()).orElse(null);
        document.put("last", last == null ? null : last.opening().toString());
        document.put("last_outcome", last == null ? null : outcome(last));
        return document;
    }
}
