package dev.runwright.cli;

import dev.runwright.engine.Plan;
import dev.runwright.value.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description =
                "Show what a run would change, each property before and after; only readings are taken, nothing is sent.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright plan quarantine-mailbox -i mailbox=anna@contoso.com -i ticket=SEC-1"})
final class PlanCommand implements Callable<Integer> {
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

    PlanCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Profile chosen = settings.chosen(profile.profile());
        String notice = "Plan in the profile '" + chosen.name() + "': nothing is changed.";
        Start.Order order = new Start.Order(settings, chosen, runbook, inputs.given(), notice);
        Plan plan = new Start(terminal, workbench, output.json())
                .with(
                        order,
                        start.origin(workbench),
                        (ready, name) -> ready.engine().plan(ready.request(), ready.world()));
        plan.warnings().forEach(terminal.err()::println);
        if (output.json()) {
            terminal.out().println(Json.write(PlanText.document(plan)));
        } else {
            PlanText.print(plan, terminal.out());
        }
        return (plan.problem() == null ? ExitCode.DONE : ExitCode.FAILED).number();
    }
}
