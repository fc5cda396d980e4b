package dev.runwright.cli;

import dev.runwright.display.RunDisplay;
import dev.runwright.display.RunLines;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunEngine.UndoRequest;
import dev.runwright.engine.RunListener;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest.Watch;
import dev.runwright.engine.UndoChoice;
import dev.runwright.engine.UndoPlan;
import dev.runwright.engine.World;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.value.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description =
                "Put back what a run has changed, exactly as it was before; first all is read, then each step is written"
                        + " and read back.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright undo last --plan             what it would do; nothing is written",
            "  runwright undo last",
            "  runwright undo last --if-drifted keep  leaves what somebody else has changed since"
        })
final class UndoCommand implements Callable<Integer> {
    private static final Set<String> ANSWERS = Set.of("ask", "keep", "overwrite");

    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "RUN", description = "The run, or 'last' for the newest.")
    private String run = "";

    @Option(names = "--plan", description = "Only show what it would do.")
    private boolean plan;

    @Option(names = "--only", paramLabel = "STEP", description = "Only these step paths or fan-out keys.")
    private List<String> only = List.of();

    @Option(names = "--except", paramLabel = "STEP", description = "Not these.")
    private List<String> except = List.of();

    @Option(
            names = "--include",
            paramLabel = "STEP",
            description = "Also this step, which is marked 'restore: ask' because its old value may be the attacker's.")
    private List<String> include = List.of();

    @Option(names = "--all", description = "All steps that are marked 'restore: ask' as well.")
    private boolean all;

    @Option(
            names = "--if-drifted",
            paramLabel = "WHAT",
            description = "What was changed by somebody else since: ask (write nothing), keep it, or overwrite it.")
    private String ifDrifted = "ask";

    @Mixin
    private final StartOptions start = new StartOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    UndoCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (!ANSWERS.contains(ifDrifted)) {
            throw Refusal.wrongCall("wrong_call", "--if-drifted " + ifDrifted + ": expected ask, keep or overwrite.");
        }
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            RunEngine engine = workbench.engine(settings, journal);
            LeftBehind.notice(engine, workbench, terminal);
            RunView view = RunView.of(journal.read(RunNames.find(journal, run)));
            refuseUnknown("--only", only, view);
            refuseUnknown("--except", except, view);
            refuseUnknown("--include", include, view);
            Profile chosen = Resuming.profile(settings, profile.profile(), view);
            try (World world = workbench.world(settings, chosen, commands(journal, view))) {
                if (plan) {
                    return plan(engine, view, world).number();
                }
                RunOutcome outcome = undo(journal, engine, view, world);
                new Notices(terminal, workbench).tell(chosen, journal, outcome);
                return RunEnd.exitCode(outcome.state()).number();
            }
        }
    }

    /** A mistyped step must not end as "nothing of this was chosen". */
    private static void refuseUnknown(String option, List<String> names, RunView view) {
        for (String name : names) {
            if (view.steps().keySet().stream().noneMatch(path -> UndoChoice.names(name, path))) {
                throw Refusal.wrongCall(
                        "no_such_step",
                        option + " " + name + ": run " + view.run() + " has no such step; it changed "
                                + String.join(", ", view.changes()) + ".");
            }
        }
    }

    private Set<String> commands(Journal journal, RunView view) {
        return Commands.ofRun(journal, view);
    }

    private ExitCode plan(RunEngine engine, RunView view, World world) {
        UndoPlan undo = engine.undoPlan(view.run(), choice(view), world, watch(new RunLines(terminal.err()), null));
        if (output.json()) {
            terminal.out().println(Json.write(UndoPlanText.document(undo)));
        } else {
            UndoPlanText.print(undo, terminal.out());
        }
        return ExitCode.DONE;
    }

    private RunOutcome undo(Journal journal, RunEngine engine, RunView view, World world) {
        PrintStream lines = output.json() ? terminal.err() : terminal.out();
        UndoChoice choice = choice(view);
        try (Interruption interruption = workbench.interruption();
                RunDisplay display = workbench.display(terminal, output.json())) {
            interruption.tell(display::say);
            Watch watch = watch(display, interruption);
            UndoPlan plan = engine.undoPlan(view.run(), choice, world, watch);
            UndoPlanText.printNotUndone(plan, lines);
            RunOutcome outcome =
                    engine.undo(new UndoRequest(view.run(), choice, start.origin(workbench), watch), world);
            display.settle();
            if (outcome.drifted()) {
                UndoPlanText.printDrift(plan, lines);
            }
            UndoPlanText.printIrreversible(plan, lines);
            Map<String, @Nullable Object> more = Map.of("not_undone", UndoPlanText.notUndone(plan));
            new RunEnd(terminal, output.json(), more)
                    .print(journal, view.started().runbook(), "undo", outcome, world);
            return outcome;
        }
    }

    private static Watch watch(RunListener listener, @Nullable Interruption interruption) {
        return new Watch(
                listener, interruption == null ? new dev.runwright.engine.Cancellation() : interruption.cancellation());
    }

    /**
     * What is marked {@code restore: ask} goes back if it is named or a person says so; where nobody can be asked, only in an
     * estate (design 2.5).
     */
    private UndoChoice choice(RunView view) {
        return new UndoChoice(only, except, include, all || (include.isEmpty() && mayAll(view)), ifDrifted);
    }

    private boolean mayAll(RunView view) {
        List<String> asking = view.changes().stream()
                .filter(path -> {
                    StepView step = view.steps().get(path);
                    return step != null
                            && step.started() != null
                            && step.started().undo().endsWith("ask");
                })
                .toList();
        if (plan || asking.isEmpty()) {
            return view.started().rehearsed();
        }
        return workbench
                .confirm("What was there before these steps may be the attacker's: " + String.join(", ", asking)
                        + ". Put it back as well?")
                .orElseGet(() -> view.started().rehearsed());
    }
}
