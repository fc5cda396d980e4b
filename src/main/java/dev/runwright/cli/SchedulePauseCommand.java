package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.value.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description = "Let a schedule start nothing until 'schedule resume'; a run that goes on is not stopped.")
final class SchedulePauseCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; it stands in the journal's ledger.")
    private @Nullable String reason;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    SchedulePauseCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        KnownSchedules.read(settings).openings(name);
        try (Journal journal = workbench.journal(settings)) {
            journal.schedules()
                    .pause(name, workbench.actor(), reason, workbench.clock().instant());
        }
        terminal.out()
                .println(
                        output.json()
                                ? Json.write(Map.of("schedule", name, "paused", true))
                                : "Schedule " + name + " is paused: it starts nothing until 'runwright schedule resume "
                                        + name + "'.");
        return ExitCode.DONE.number();
    }
}
