package dev.runwright.cli;

import dev.runwright.check.ScheduleChecker;
import dev.runwright.model.Runbook;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Calendars;
import dev.runwright.schedule.Schedules;
import dev.runwright.text.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks schedules with the runbooks, profiles and calendars that they name. */
record ScheduleLint(Settings settings, Definitions definitions, Calendars calendars) {
    /** Everything that is wrong with a file. */
    List<Problem> problems(Path file) {
        Schedules.Found found = Schedules.read(file, calendars);
        List<Problem> problems = new ArrayList<>(found.problems());
        Schedule schedule = found.read();
        if (schedule != null) {
            List<String> names = settings.runbooks().stream()
                    .flatMap(folder -> RunbookFiles.names(folder).stream())
                    .toList();
            problems.addAll(ScheduleChecker.check(
                    schedule,
                    new ScheduleChecker.Known(
                            name -> runbook(name, schedule.folder()),
                            names,
                            settings.profiles().keySet())));
        }
        return problems;
    }

    private Optional<Runbook> runbook(String name, Path folder) {
        try {
            Definitions.Found found = definitions.read(RunbookFiles.ofSchedule(name, folder, settings.runbooks()));
            return found.hasErrors() ? Optional.empty() : Optional.ofNullable(found.runbook());
        } catch (Refusal e) {
            return Optional.empty(); // the checker says that there is none
        }
    }
}
