package dev.runwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "catalogue",
        description = "Ask a real shell for its commands: for a file of your own modules, or to check what is known.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright catalogue import OurModule --to our-module.yaml",
            "  runwright catalogue import 'tmpEXO_*' --profile contoso --connection exchange",
            "  runwright catalogue check --profile contoso --connection exchange --to corrections.yaml"
        })
final class CatalogueCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** This command with what can be asked. */
    static CommandLine with(Terminal terminal, Workbench workbench) {
        return new CommandLine(new CatalogueCommand())
                .addSubcommand(new CatalogueImportCommand(terminal, workbench))
                .addSubcommand(new CatalogueCheckCommand(terminal, workbench));
    }
}
