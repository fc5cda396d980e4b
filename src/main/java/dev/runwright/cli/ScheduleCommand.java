package dev.runwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "schedule",
        description = "Look at schedules, see why one does not run now, pause one, run one now.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright schedule list",
            "  runwright schedule next 12                          the next openings of all",
            "  runwright schedule explain exchange-patching        why it is open now, or is not",
            "  runwright schedule explain exchange-patching --at 2026-12-24T22:00",
            "  runwright schedule pause exchange-patching --reason \"CHG-7 is put off\""
        })
final class ScheduleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** This command with all that can be done with schedules. */
    static CommandLine with(Terminal terminal, Workbench workbench) {
        return new CommandLine(new ScheduleCommand())
                .addSubcommand(new ScheduleListCommand(terminal, workbench))
                .addSubcommand(new ScheduleNextCommand(terminal, workbench))
                .addSubcommand(new ScheduleExplainCommand(terminal, workbench))
                .addSubcommand(new SchedulePauseCommand(terminal, workbench))
                .addSubcommand(new ScheduleResumeCommand(terminal, workbench))
                .addSubcommand(new ScheduleRunNowCommand(terminal, workbench));
    }
}
