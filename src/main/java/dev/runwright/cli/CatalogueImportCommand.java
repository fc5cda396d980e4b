package dev.runwright.cli;

import dev.runwright.catalogue.FoundCmdlet;
import dev.runwright.catalogue.TeamFileText;
import dev.runwright.value.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Write what a shell says of a module's commands as a file for 'catalogue:' of the configuration.",
            "What reads a changing command, and what undoes it, no shell says: add it there."
        })
final class CatalogueImportCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(
            paramLabel = "MODULE",
            description = "A module's name or path, or a pattern such as 'tmpEXO_*' for those that connecting makes.")
    private String module = "";

    @Mixin
    private final ShellQuestion question = new ShellQuestion();

    @Mixin
    private final OutputOption output = new OutputOption();

    CatalogueImportCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Profile profile = question.profile(question.settings(workbench));
        try (Inventory inventory = workbench.inventory(profile, question.connection())) {
            List<FoundCmdlet> found = inventory.module(module);
            if (found.isEmpty()) {
                throw Refusal.failed("no_commands", "The shell knows no command of '" + module + "'.");
            }
            String text =
                    TeamFileText.of(found, question.connection(), "module " + module + " in " + inventory.shell());
            long parameters = found.stream()
                    .mapToLong(cmdlet -> cmdlet.parameters().size())
                    .sum();
            if (question.to() != null) {
                NewFile.write(question.to(), text);
            }
            if (output.json()) {
                terminal.out()
                        .println(Json.write(Map.of(
                                "module", module, "cmdlets", found.size(), "parameters", parameters, "text", text)));
            } else if (question.to() == null) {
                terminal.out().print(text);
            } else {
                terminal.out()
                        .println("Written: " + question.to() + ", " + found.size() + " cmdlets with " + parameters
                                + " parameters. Name it under 'catalogue:' in runwright.yaml.");
            }
        }
        return ExitCode.DONE.number();
    }
}
