package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.value.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "End the pause of a schedule.")
final class ScheduleResumeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ScheduleResumeCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            boolean paused = journal.schedules().paused().containsKey(name);
            if (!paused) {
                KnownSchedules.read(settings).openings(name);
            }
            journal.schedules()
                    .unpause(name, workbench.actor(), workbench.clock().instant());
            terminal.out()
                    .println(
                            output.json()
                                    ? Json.write(Map.of("schedule", name, "paused", false))
                                    : "Schedule " + name + (paused ? " is paused no more." : " was not paused."));
        }
        return ExitCode.DONE.number();
    }
}
