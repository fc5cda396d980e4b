package dev.runwright.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code runwright} with all its subcommands. */
public final class CommandLineTool {
    private final CommandLine root;

    /** A tool that writes to {@code terminal}. */
    public CommandLineTool(Terminal terminal) {
        root = new CommandLine(new RootCommand())
                .addSubcommand(new VersionCommand(terminal))
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()));
        addHelp(root);
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
