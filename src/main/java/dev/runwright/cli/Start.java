package dev.runwright.cli;

import dev.runwright.display.RunDisplay;
import dev.runwright.engine.Definition;
import dev.runwright.engine.Origin;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest;
import dev.runwright.engine.RunRequest.Watch;
import dev.runwright.engine.Shift;
import dev.runwright.engine.StepTree;
import dev.runwright.engine.World;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.model.InputBinding;
import dev.runwright.model.RawInput;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** From a runbook's name and raw inputs to a run, the same way for every command that starts one. */
final class Start {
    private final Terminal terminal;
    private final Workbench workbench;
    private final boolean json;
    private final Shift shift;

    /** Every wait is held. */
    Start(Terminal terminal, Workbench workbench, boolean json) {
        this(terminal, workbench, json, Shift.unlimited());
    }

    Start(Terminal terminal, Workbench workbench, boolean json, Shift shift) {
        this.terminal = terminal;
        this.workbench = workbench;
        this.json = json;
        this.shift = shift;
    }

    /**
     * What is to be run, and where.
     *
     * @param notice the first line that is printed; null for none
     * @param approvals whether {@code approve} steps wait even where the profile waives them
     * @param only keys of the fan-outs' items that are run; empty for all
     */
    record Order(
            Settings settings,
            Profile profile,
            String runbook,
            Map<String, RawInput> given,
            @Nullable String notice,
            boolean approvals,
            List<String> only) {
        Order {
            only = List.copyOf(only);
            given = new LinkedHashMap<>(given);
        }
    }

    /** What a started run works with. */
    record Ready(RunEngine engine, Journal journal, World world, RunRequest request, RunDisplay display) {}

    /** Where lines for people go. */
    PrintStream lines() {
        return json ? terminal.err() : terminal.out();
    }

    /** Runs an order and prints how it goes and ends. */
    ExitCode run(Order order, Origin origin) {
        return with(order, origin, (ready, runbook) -> {
            RunOutcome outcome = ready.engine().run(ready.request(), ready.world());
            ready.display().settle();
            if (outcome.run() == null && !outcome.problems().isEmpty()) {
                throw Refusal.wrongFiles(outcome.problems());
            }
            outcome.problems().forEach(terminal.err()::println);
            ExitCode code = new RunEnd(terminal, json).print(ready.journal(), runbook, "run", outcome, ready.world());
            warnOfUnknownKeys(order, outcome, ready.journal());
            if (outcome.run() != null) {
                new Reports(terminal, order.settings(), ready.journal()).write(outcome.run());
            }
            new Notices(terminal, workbench).tell(order.profile(), ready.journal(), outcome);
            return code;
        });
    }

    /** Makes everything ready for an order, uses it, and puts it away again. */
    <T> T with(Order order, Origin origin, BiFunction<Ready, String, T> use) {
        Settings settings = order.settings();
        Definition definition = new Definitions(
                        workbench.catalogue(settings), order.profile(), workbench.groovyCheck(), settings.runbooks())
                .load(RunbookFiles.find(order.runbook(), settings.runbooks()), terminal);
        refuseOnly(order, definition);
        try (Journal journal = workbench.journal(settings);
                Interruption interruption = workbench.interruption()) {
            RunEngine engine = workbench.engine(settings, journal);
            LeftBehind.notice(engine, workbench, terminal);
            new Pruning(workbench, settings, journal).dropNowAndThen();
            Map<String, @Nullable Object> inputs = bind(order, definition, journal);
            Set<String> commands = Commands.of(definition);
            commands.addAll(Commands.ofRunsIn(inputs, journal));
            if (order.notice() != null) {
                lines().println(order.notice());
            }
            try (World world = workbench.world(settings, order.profile(), commands);
                    RunDisplay display = workbench.display(terminal, json)) {
                interruption.tell(display::say);
                Watch watch = new Watch(display, interruption.cancellation(), shift);
                boolean approvals = order.approvals() || world.policy().approvals();
                RunRequest request = new RunRequest(definition, inputs, origin, watch, approvals, order.only());
                return use.apply(
                        new Ready(engine, journal, world, request, display),
                        definition.runbook().name());
            }
        }
    }

    /** The keys are known only once the lists are. */
    private void warnOfUnknownKeys(Order order, RunOutcome outcome, Journal journal) {
        if (outcome.run() == null || order.only().isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        RunView.of(journal.read(outcome.run())).fanOuts().values().forEach(list -> known.addAll(list.keys()));
        order.only().stream()
                .filter(key -> !known.contains(key))
                .forEach(key ->
                        terminal.err().println("warning: --only " + key + ": no fan-out of this run has that key."));
    }

    private static void refuseOnly(Order order, Definition definition) {
        boolean fansOut =
                StepTree.of(definition).stream().anyMatch(step -> step.head().foreach() != null);
        if (!order.only().isEmpty() && !fansOut) {
            throw Refusal.wrongCall(
                    "no_fan_out",
                    "--only " + order.only().get(0) + ": the runbook '"
                            + definition.runbook().name() + "' has no 'foreach', so there are no keys to choose from.");
        }
    }

    private Map<String, @Nullable Object> bind(Order order, Definition definition, Journal journal) {
        InputBinding.Bound bound = InputBinding.bind(
                definition.runbook(), order.given(), new InputLookup(workbench, journal, order.profile()));
        if (!bound.problems().isEmpty()) {
            throw Refusal.wrongFiles(bound.problems());
        }
        return bound.values();
    }
}
