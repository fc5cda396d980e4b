package dev.runwright.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final OrderOptions options = new OrderOptions();

    @Mixin
    private final HoldOption hold = new HoldOption();

    RunCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = options.settings(workbench);
        Profile chosen = settings.chosen(options.profile());
        String notice = chosen.isRehearsal()
                ? "Rehearsal, because the profile '" + chosen.name() + "' has an estate: nothing real is touched."
                : null;
        Start.Order order = options.in(settings, chosen, notice);
        return new Start(terminal, workbench, options.json(), hold.shift())
                .run(order, options.origin(workbench))
                .number();
    }
}
