package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.Occasion;
import dev.runwright.journal.RunView;
import dev.runwright.schedule.Calendars;
import dev.runwright.schedule.Schedules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs that keep to the windows of a schedule that is not there any more: nothing carries them on by itself. Not thread-safe. */
final class StrandedRuns {
    private final Settings settings;
    private final Calendars calendars;
    private final Map<String, Boolean> known = new HashMap<>();

    StrandedRuns(Settings settings) {
        this.settings = settings;
        this.calendars = settings.calendars();
    }

    /** A run, and what a person can do about it. */
    record Stranded(RunView run, String why) {
        String line() {
            return run.run() + "  " + run.started().runbook() + "  " + why;
        }

        /** Its document in an inbox, with the keys that questions have. */
        Map<String, @Nullable Object> document() {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("run", run.run());
            document.put("runbook", run.started().runbook());
            document.put("started_by", run.started().actor());
            document.put("step", run.pause() == null ? null : run.pause().path());
            document.put("kind", "no_schedule");
            document.put("question", why);
            document.put("command", "runwright cancel " + run.run());
            return document;
        }
    }

    /** Those of all runs that have not ended, the oldest first. */
    List<Stranded> all(Journal journal) {
        List<Stranded> stranded = new ArrayList<>();
        journal.standing().forEach(stand -> {
            RunView run = RunView.of(journal.milestones(stand.run()));
            why(run).ifPresent(why -> stranded.add(new Stranded(run, why)));
        });
        return stranded;
    }

    /** Why a run does not go on by itself, and what to do; empty if its schedule is there, or it keeps to none. */
    Optional<String> why(RunView run) {
        Occasion occasion = run.occasion();
        if (occasion == null
                || occasion.window() == null
                || run.pause() == null
                || known.computeIfAbsent(occasion.schedule(), this::isKnown)) {
            return Optional.empty();
        }
        return Optional.of("It keeps to the windows of schedule '" + occasion.schedule()
                + "', and there is no such schedule without errors any more: put its file back and say 'runwright resume "
                + run.run() + "', or end the run with 'runwright cancel " + run.run() + "'.");
    }

    private boolean isKnown(String schedule) {
        return Schedules.named(schedule, settings.schedules().folders(), calendars)
                .isPresent();
    }
}
