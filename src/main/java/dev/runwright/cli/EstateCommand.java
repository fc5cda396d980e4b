package dev.runwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "estate",
        description = "Look at the sandbox company, move its clock, disturb it, and make it anew.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright estate show exchange/mailboxes       everything below a path",
            "  runwright estate snapshot before",
            "  runwright estate diff before                   exit code 1 if anything is not as it was",
            "  runwright estate advance 2h",
            "  runwright estate fault fail call 2 of Set-Mailbox after with throttled",
            "  runwright estate reset"
        })
final class EstateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** This command with all that can be done to an estate. */
    static CommandLine with(Terminal terminal, Workbench workbench) {
        return new CommandLine(new EstateCommand())
                .addSubcommand(new EstateShowCommand(terminal, workbench))
                .addSubcommand(new EstateSnapshotCommand(terminal, workbench))
                .addSubcommand(new EstateDiffCommand(terminal, workbench))
                .addSubcommand(new EstateAdvanceCommand(terminal, workbench))
                .addSubcommand(new EstateFaultCommand(terminal, workbench))
                .addSubcommand(new EstateResetCommand(terminal, workbench));
    }
}
