package dev.runwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rehearse",
        description = "Run a runbook against the sandbox estate: everything happens, nothing real is touched.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright rehearse quarantine-mailbox -i mailbox=anna@contoso.com -i ticket=SEC-1"})
final class RehearseCommand implements Callable<Integer> {
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

    RehearseCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Rehearsal rehearsal = Rehearsal.of(settings, profile.profile(), workbench);
        Start.Order order = new Start.Order(settings, rehearsal.profile(), runbook, inputs.given(), rehearsal.notice());
        return new Start(terminal, workbench, output.json())
                .run(order, start.origin(workbench))
                .number();
    }
}
