package dev.runwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Run a runbook. In a profile with an estate this is a rehearsal.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright run quarantine-mailbox --profile contoso -i mailbox=anna@contoso.com -i ticket=SEC-1",
            "  runwright run ./close-imap.yaml -I inputs.yaml -o json"
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "RUNBOOK", description = "A runbook's name, or a path (with a slash or ending in .yaml).")
    private String runbook = "";

    @Mixin
    private final InputArguments inputs = new InputArguments();

    @Mixin
    private final StartOptions start = new StartOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    RunCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Profile chosen = settings.chosen(profile.profile());
        String notice = chosen.isRehearsal()
                ? "Rehearsal, because the profile '" + chosen.name() + "' has an estate: nothing real is touched."
                : null;
        Start.Order order = new Start.Order(settings, chosen, runbook, inputs.given(), notice);
        return new Start(terminal, workbench, output.json())
                .run(order, start.origin(workbench))
                .number();
    }
}
