package dev.runwright.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code runwright} with all its subcommands. */
public final class CommandLineTool {
    private static final int HELP_WIDTH = 110;

    private final CommandLine root;

    /** A tool that writes to {@code terminal} and works with {@code workbench}. */
    public CommandLineTool(Terminal terminal, Workbench workbench) {
        Failures failures = new Failures(terminal);
        root = commands(terminal, workbench)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setUsageHelpWidth(HELP_WIDTH);
        addHelp(root);
    }

    private static CommandLine commands(Terminal terminal, Workbench workbench) {
        return new CommandLine(new RootCommand())
                .addSubcommand(new DemoCommand(terminal, workbench))
                .addSubcommand(new PlanCommand(terminal, workbench))
                .addSubcommand(new RehearseCommand(terminal, workbench))
                .addSubcommand(new RunCommand(terminal, workbench))
                .addSubcommand(new ResumeCommand(terminal, workbench))
                .addSubcommand(new CancelCommand(terminal, workbench))
                .addSubcommand(new UndoCommand(terminal, workbench))
                .addSubcommand(new ApproveCommand(terminal, workbench))
                .addSubcommand(new RejectCommand(terminal, workbench))
                .addSubcommand(new AnswerCommand(terminal, workbench))
                .addSubcommand(new InboxCommand(terminal, workbench))
                .addSubcommand(new LintCommand(terminal, workbench))
                .addSubcommand(new NewCommand(terminal))
                .addSubcommand(new RunsCommand(terminal, workbench))
                .addSubcommand(new ShowCommand(terminal, workbench))
                .addSubcommand(new ReportCommand(terminal, workbench))
                .addSubcommand(new CommandLine(new AuditCommand(terminal, workbench))
                        .addSubcommand(new AuditVerifyCommand(terminal, workbench))
                        .addSubcommand(new AuditExportCommand(terminal, workbench))
                        .addSubcommand(new AuditActsCommand(terminal, workbench)))
                .addSubcommand(new NodesCommand(terminal, workbench))
                .addSubcommand(new BackupCommand(terminal, workbench))
                .addSubcommand(new RestoreCommand(terminal, workbench))
                .addSubcommand(new PruneCommand(terminal, workbench))
                .addSubcommand(new ServeCommand(terminal, workbench))
                .addSubcommand(ScheduleCommand.with(terminal, workbench))
                .addSubcommand(EstateCommand.with(terminal, workbench))
                .addSubcommand(CatalogueCommand.with(terminal, workbench))
                .addSubcommand(new CompletionCommand(terminal))
                .addSubcommand(new NamesCommand(terminal, workbench))
                .addSubcommand(new DoctorCommand(terminal, workbench))
                .addSubcommand(new VersionCommand(terminal, workbench));
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        command.getSubcommands().values().forEach(CommandLineTool::addHelp);
    }

    /** Runs one command and returns its exit code. */
    public int run(String... arguments) {
        return root.execute(arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
