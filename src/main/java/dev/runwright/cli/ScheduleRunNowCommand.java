package dev.runwright.cli;

import dev.runwright.engine.Origin;
import dev.runwright.journal.Occasion;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Openings;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "run-now",
        description =
                "Run a schedule's runbook with its inputs and profile at once. In an open window the run keeps to it;"
                        + " else it is a run by hand, which calendars hold as well.")
final class ScheduleRunNowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    @Mixin
    private final StartOptions start = new StartOptions();

    @Mixin
    private final CalendarOption calendar = new CalendarOption();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ScheduleRunNowCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Openings openings = KnownSchedules.read(settings).openings(name);
        Schedule schedule = openings.schedule();
        String of = schedule.profile() == null ? null : schedule.profile().text();
        Profile chosen = settings.chosen(profile.profile() == null ? of : profile.profile());
        @Nullable Occasion occasion = openings.openAt(workbench.clock().instant())
                .map(window -> new Occasion(name, window.opening()))
                .orElse(null);
        Origin by = start.origin(workbench);
        Start.Order order = new Start.Order(
                settings,
                chosen,
                RunbookFiles.ofSchedule(schedule.runbook().text(), schedule.folder(), settings.runbooks())
                        .toString(),
                schedule.inputs(),
                "Schedule " + name + (occasion == null ? ", outside its windows" : ", in its open window")
                        + (chosen.isRehearsal() ? "; a rehearsal, because the profile has an estate." : "."),
                false,
                List.of());
        return new Start(terminal, workbench, output.json())
                .run(order, calendar.of(new Origin(by.actor(), by.reason(), by.ticket(), occasion, null)))
                .number();
    }
}
