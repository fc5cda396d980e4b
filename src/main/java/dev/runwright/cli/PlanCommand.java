package dev.runwright.cli;

import dev.runwright.engine.Needs;
import dev.runwright.engine.Plan;
import dev.runwright.engine.RunRequest;
import dev.runwright.model.PlacedText;
import dev.runwright.schedule.Openings;
import dev.runwright.value.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description =
                "Show what a run would change, each property before and after; only readings are taken, nothing is sent.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright plan quarantine-mailbox -i mailbox=anna@contoso.com -i ticket=SEC-1",
            "  runwright plan patch-exchange-server --schedule patch-exchange-ex01"
        })
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

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = {
                "With the inputs and the profile of this schedule; what each step needs in its window that is open or opens",
                "next, the sum, and when each may begin at the latest stand below."
            })
    private @Nullable String schedule;

    PlanCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = options.settings(workbench);
        Openings openings =
                schedule == null ? null : KnownSchedules.read(settings).openings(schedule);
        Profile chosen = settings.chosen(profile(openings));
        String notice = "Plan in the profile '" + chosen.name() + "': nothing is changed.";
        Start.Order order = openings == null
                ? options.in(settings, chosen, notice)
                : options.in(settings, chosen, notice, openings.schedule());
        return new Start(terminal, workbench, options.json())
                .with(order, options.origin(workbench), (ready, name) -> plan(ready, openings));
    }

    private @Nullable String profile(@Nullable Openings openings) {
        PlacedText its = openings == null ? null : openings.schedule().profile();
        return options.profile() == null && its != null ? its.text() : options.profile();
    }

    private int plan(Start.Ready ready, @Nullable Openings openings) {
        RunRequest request = whatIf ? ready.request().askingWhatIf() : ready.request();
        Plan plan = ready.engine().plan(request, ready.world());
        WindowSum sum = openings == null ? null : sum(ready, openings, plan);
        plan.warnings().forEach(terminal.err()::println);
        if (options.json()) {
            Map<String, @Nullable Object> document = PlanText.document(plan);
            document.put("budget", sum == null ? null : sum.document());
            terminal.out().println(Json.write(document));
        } else {
            PlanText.print(plan, terminal.out());
            if (sum != null) {
                sum.print(terminal.out());
            }
        }
        return (plan.problem() == null ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private WindowSum sum(Start.Ready ready, Openings openings, Plan plan) {
        Needs needs = new Needs(
                ready.request().definition(), ready.journal(), ready.world().name());
        return WindowSum.of(openings, workbench.clock().instant(), needs, plan);
    }
}
