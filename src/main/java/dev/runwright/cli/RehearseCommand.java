package dev.runwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rehearse",
        description = "Run a runbook against the sandbox estate: everything happens, nothing real is touched.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright rehearse quarantine-mailbox -i mailbox=anna@contoso.com -i ticket=SEC-1"})
final class RehearseCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final OrderOptions options = new OrderOptions();

    @Mixin
    private final HoldOption hold = new HoldOption();

    RehearseCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = options.settings(workbench);
        Rehearsal rehearsal = Rehearsal.of(settings, options.profile(), workbench);
        Start.Order order = options.in(settings, rehearsal.profile(), rehearsal.notice());
        return new Start(terminal, workbench, options.json(), hold.shift())
                .run(order, options.origin(workbench))
                .number();
    }
}
