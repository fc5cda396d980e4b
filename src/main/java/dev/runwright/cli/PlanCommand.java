package dev.runwright.cli;

import dev.runwright.engine.Plan;
import dev.runwright.value.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description =
                "Show what a run would change, each property before and after; only readings are taken, nothing is sent.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright plan quarantine-mailbox -i mailbox=anna@contoso.com -i ticket=SEC-1"})
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final OrderOptions options = new OrderOptions();

    @Option(
            names = "--what-if",
            description = {
                "Ask cmdlets that change something which nothing reads what they would do, by -WhatIf; only those whose",
                "-WhatIf changes nothing, as the catalogue knows. What they say stands below the step."
            })
    private boolean whatIf;

    PlanCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = options.settings(workbench);
        Profile chosen = settings.chosen(options.profile());
        String notice = "Plan in the profile '" + chosen.name() + "': nothing is changed.";
        Start.Order order = options.in(settings, chosen, notice);
        Plan plan = new Start(terminal, workbench, options.json())
                .with(
                        order,
                        options.origin(workbench),
                        (ready, name) -> ready.engine()
                                .plan(whatIf ? ready.request().askingWhatIf() : ready.request(), ready.world()));
        plan.warnings().forEach(terminal.err()::println);
        if (options.json()) {
            terminal.out().println(Json.write(PlanText.document(plan)));
        } else {
            PlanText.print(plan, terminal.out());
        }
        return (plan.problem() == null ? ExitCode.DONE : ExitCode.FAILED).number();
    }
}
