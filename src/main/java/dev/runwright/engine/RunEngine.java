package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Pinned;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.model.Runbook;
import dev.runwright.text.Problem;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Redactor;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs and undoes runbooks: the main path from a request to a run's last entry. One thread a run. */
public final class RunEngine {
    private final Journal journal;
    private final Definition.Snapshots snapshots;
    private final RunIdentity identity;
    private final Clock clock;

    /** An engine over a journal. */
    public RunEngine(Journal journal, Definition.Snapshots snapshots, RunIdentity identity, Clock clock) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Runs a runbook to its end, or to where it must stop.
     *
     * @throws RefusedException if the world cannot run it; nothing ran
     * @throws dev.runwright.journal.LockedException if another run holds its lock; nothing ran
     * @throws dev.runwright.journal.JournalException if the journal cannot be written; nothing was done after its last entry
     */
    public RunOutcome run(RunRequest request, World world) {
        Runbook runbook = request.definition().runbook();
        Instant now = clock.instant();
        Scope scope = Scope.of(names(request.inputs(), world, null), now);
        List<Problem> problems = new ArrayList<>();
        List<String> locks = Checks.of(runbook, scope, world.profile(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            return RunOutcome.refused(problems);
        }
        refuseWhatCannotRun(request.definition(), world);
        Beginning beginning =
                new Beginning("run", request.definition(), request.inputs(), request.origin(), locks, now, null);
        RunStarted first = first(beginning, world);
        String run = identity.ids().get();
        try (RunWriter writer = journal.begin(run, first)) {
            RunContext context =
                    new RunContext(request.definition(), world, writer, request.watch(), secrets(request.inputs()));
            request.watch().listener().appended(run, first);
            StepResults results = new StepResults();
            expect(runbook, results);
            Frame frame = new Frame("", names(request.inputs(), world, run), results, now, false);
            Flow flow = end(context, loop(context, runbook), frame);
            List<String> older = new Standing(journal)
                    .inForceOn(locks, run).stream().map(RunView::run).toList();
            return new RunOutcome(run, stateOf(flow), problemOf(flow), problems, older);
        }
    }

    private StepLoop loop(RunContext context, Runbook runbook) {
        Deadline deadline = new Deadline(context.world.clock(), runbook.timeout());
        UndoRunner undo = new UndoRunner(context, new JournalledRuns(journal, snapshots), this::refuseUndo);
        return new StepLoop(context, undo, deadline);
    }

    /** Runs the steps, what always runs, and writes how it ended. */
    private static Flow end(RunContext context, StepLoop loop, Frame frame) {
        Runbook runbook = context.definition.runbook();
        Flow flow = loop.all(runbook.steps(), frame);
        if (!(flow instanceof Flow.Halted halted && !halted.state().equals("cancelled"))) {
            Flow always = loop.all(runbook.always(), frame.finishing());
            flow = always == Flow.NEXT || flow != Flow.NEXT ? flow : always;
        }
        Map<String, @Nullable Object> outputs = Map.of();
        if (flow == Flow.NEXT) {
            try {
                outputs = outputs(runbook, frame);
            } catch (EvaluationException e) {
                StepError error = new StepError(ErrorClass.INVALID, StepRunner.withHint(e), e.position(), Map.of());
                flow = new Flow.Failed("outputs", error, null);
            }
        }
        record(context, flow, outputs);
        return flow;
    }

    private static Map<String, @Nullable Object> outputs(Runbook runbook, Frame frame) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        runbook.outputs().forEach((name, template) -> outputs.put(name, template.render(frame.scope())));
        return outputs;
    }

    /** Writes the end, or the pause, of a run. */
    private static void record(RunContext context, Flow flow, Map<String, @Nullable Object> outputs) {
        if (flow instanceof Flow.Halted halted && !halted.state().equals("cancelled")) {
            String why = context.redactor().redact(halted.why().message());
            context.record(new JournalEntry.RunPaused(halted.state(), why, halted.path(), null));
            context.anchor(false);
        } else {
            Map<String, @Nullable Object> shown = Data.map(context.redactor().redact(outputs));
            context.record(new RunEnded(stateOf(flow), context.recap(), shown, context.errorRecord(problemOf(flow))));
            context.anchor(true);
        }
    }

    private static @Nullable StepError problemOf(Flow flow) {
        if (flow instanceof Flow.Failed failed) {
            return failed.error();
        }
        return flow instanceof Flow.Halted halted ? halted.why() : null;
    }

    private static String stateOf(Flow flow) {
        if (flow instanceof Flow.Halted halted) {
            return halted.state();
        }
        return flow == Flow.NEXT ? "succeeded" : "failed";
    }

    private static void refuseWhatCannotRun(Definition definition, World world) {
        List<Problem> refused = new ArrayList<>();
        StepTree.of(definition)
                .forEach(step -> world.refusal(step)
                        .ifPresent(why -> refused.add(Problem.error(step.position(), "cannot_rehearse", why, null))));
        if (!refused.isEmpty()) {
            throw RefusedException.cannotRehearse(refused);
        }
    }

    // ---- plan

    /**
     * What a run would do now; only readings are taken.
     *
     * @throws RefusedException if the world cannot run it, or its checks refuse the inputs
     */
    public Plan plan(RunRequest request, World world) {
        Runbook runbook = request.definition().runbook();
        Instant now = clock.instant();
        Map<String, @Nullable Object> names = names(request.inputs(), world, null);
        List<Problem> problems = new ArrayList<>();
        Checks.of(runbook, Scope.of(names, now), world.profile(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw RefusedException.checks(problems);
        }
        refuseWhatCannotRun(request.definition(), world);
        Redactor redactor = Redactor.of(secrets(request.inputs()));
        PlannedState state = planned(request.definition(), world, request.watch());
        Planner.Past past = new Planner.Past(new JournalledRuns(journal, snapshots), this::refuseUndo);
        Planner planner = new Planner(request, world, state, past, redactor);
        StepResults results = new StepResults();
        expect(runbook, results);
        Frame frame = new Frame("", names, results, now, false);
        String problem = planner.all(runbook.steps(), frame);
        String last = planner.all(runbook.always(), frame);
        return new Plan(runbook.name(), planner.steps(), problem == null ? last : problem, problems);
    }

    private static PlannedState planned(Definition definition, World world, RunRequest.Watch watch) {
        return new PlannedState(
                definition.catalogue(),
                reader(definition, world, watch),
                new StateSpecs(definition.catalogue(), world.rehearsed()));
    }

    private static StateReader reader(Definition definition, World world, RunRequest.Watch watch) {
        Attempt attempt = new Attempt(Duration.ofMinutes(2), watch.cancellation(), Events.NONE);
        Forms forms = new Forms(new Recipients(world.cmdlets(), attempt, Connections.EXCHANGE));
        return new StateReader(world.cmdlets(), definition.catalogue(), forms);
    }

    private static void expect(Runbook runbook, StepResults results) {
        StepTree.of(runbook).stream()
                .map(step -> step.head().id())
                .filter(java.util.Objects::nonNull)
                .forEach(results::expect);
    }

    // ---- undo

    /**
     * A run to be taken back.
     *
     * @param choice what of it
     */
    public record UndoRequest(String run, UndoChoice choice, Origin origin, RunRequest.Watch watch) {}

    /**
     * Takes a run back, in a run of its own.
     *
     * @throws RefusedException if it still goes on, or was made in another world
     */
    public RunOutcome undo(UndoRequest request, World world) {
        PastRun past = new JournalledRuns(journal, snapshots).of(request.run());
        refuseUndo(past.view(), world);
        boolean nothing = past.view().changes().isEmpty()
                || new Standing(journal).state(past.view()).equals("undone");
        if (nothing) {
            if (past.view().state().equals("interrupted")) {
                journal.unlock(request.run());
            }
            return new RunOutcome(null, "nothing", null, List.of(), List.of());
        }
        List<Restoration> restorations =
                assessment(past, world, request.watch()).assess(request.choice());
        List<Restoration.Write> drifted = UndoRunner.drifted(restorations);
        if (!drifted.isEmpty() && request.choice().ifDrifted().equals("ask")) {
            StepError drift = UndoRunner.drift(request.run(), drifted);
            return new RunOutcome(null, "drifted", drift, List.of(), List.of());
        }
        RunStarted its = past.view().started();
        Beginning beginning = new Beginning(
                "undo", past.definition(), its.inputs(), request.origin(), its.locks(), clock.instant(), request.run());
        RunStarted first = first(beginning, world);
        try (RunWriter writer = journal.begin(identity.ids().get(), first)) {
            RunContext context = new RunContext(past.definition(), world, writer, request.watch(), List.of());
            request.watch().listener().appended(writer.run(), first);
            UndoRunner runner = new UndoRunner(context, new JournalledRuns(journal, snapshots), this::refuseUndo);
            StepResult result = runner.all(past, restorations, request.choice(), "");
            Flow flow = flow(result);
            record(context, flow, Map.of());
            return new RunOutcome(writer.run(), stateOf(flow), problemOf(flow), List.of(), List.of());
        }
    }

    private static Flow flow(StepResult result) {
        StepError error =
                result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "No error was given.") : result.error();
        if (result.state().equals("failed")) {
            return new Flow.Failed("", error, null);
        }
        return result.good() ? Flow.NEXT : new Flow.Halted(result.state(), "", error);
    }

    /** What an undo would do; only readings are taken. */
    public UndoPlan undoPlan(String run, UndoChoice choice, World world, RunRequest.Watch watch) {
        PastRun past = new JournalledRuns(journal, snapshots).of(run);
        refuseUndo(past.view(), world);
        return UndoPlan.of(run, past, assessment(past, world, watch).assess(choice));
    }

    private static UndoAssessment assessment(PastRun past, World world, RunRequest.Watch watch) {
        Attempt attempt = new Attempt(Duration.ofMinutes(2), watch.cancellation(), Events.NONE);
        return planned(past.definition(), world, watch).assessment(past, attempt);
    }

    private void refuseUndo(RunView run, World world) {
        if (!run.started().world().equals(world.name())) {
            throw RefusedException.otherWorld(run.run(), run.started().world(), world.name());
        }
        boolean goingOn = run.state().equals("running") || run.state().equals("waiting");
        if (goingOn) {
            throw RefusedException.stillGoing(run.run(), run.state());
        }
    }

    // ---- runs left behind

    /** Marks the runs whose process is gone as interrupted; gives their ids. Their locks stay with them. */
    public List<String> noticeInterrupted(String noticedBy) {
        List<String> noticed = new ArrayList<>();
        for (List<Recorded> milestones : journal.milestones()) {
            JournalEntry last = milestones.get(milestones.size() - 1).entry();
            if (last instanceof RunStarted started && !identity.alive().test(started.process())) {
                String run = milestones.get(0).run();
                try (RunWriter writer = journal.takeOver(run, identity.process(), identity.alive())) {
                    writer.append(new JournalEntry.RunInterrupted(started.process(), noticedBy));
                    writer.anchor(false);
                }
                noticed.add(run);
            }
        }
        return noticed;
    }

    // ---- beginnings

    /** What a run begins with. */
    private record Beginning(
            String mode,
            Definition definition,
            Map<String, @Nullable Object> inputs,
            Origin origin,
            List<String> locks,
            Instant now,
            @Nullable String parent) {}

    private RunStarted first(Beginning beginning, World world) {
        Definition definition = beginning.definition();
        Runbook runbook = definition.runbook();
        return new RunStarted(
                beginning.mode(),
                runbook.name(),
                runbook.source().name(),
                journal.keep(runbook.source().text()),
                kept(definition.scripts()),
                journal.keep(definition.catalogue().snapshot(StepTree.cmdlets(definition))),
                beginning.inputs(),
                fingerprints(beginning.inputs()),
                beginning.now(),
                beginning.parent(),
                world.profile(),
                world.name(),
                world.rehearsed(),
                beginning.origin().actor(),
                beginning.origin().reason(),
                beginning.origin().ticket(),
                beginning.locks(),
                identity.process(),
                identity.version(),
                pinned(definition),
                false,
                List.of(),
                Map.of());
    }

    private List<Pinned> pinned(Definition definition) {
        List<Pinned> pinned = new ArrayList<>();
        definition.called().forEach((name, called) -> {
            var source = called.runbook().source();
            pinned.add(new Pinned(name, source.name(), journal.keep(source.text()), kept(called.scripts())));
        });
        return pinned;
    }

    private Map<String, String> kept(Map<String, String> scripts) {
        Map<String, String> files = new LinkedHashMap<>();
        scripts.forEach((name, text) -> files.put(name, journal.keep(text)));
        return files;
    }

    private Map<String, String> fingerprints(Map<String, @Nullable Object> inputs) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        inputs.forEach((name, value) -> {
            if (value instanceof Secret secret) {
                fingerprints.put(name, identity.fingerprint().apply(secret.reveal()));
            }
        });
        return fingerprints;
    }

    private static Map<String, @Nullable Object> names(
            Map<String, @Nullable Object> inputs, World world, @Nullable String run) {
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        names.put("inputs", inputs);
        names.put("connections", world.connections());
        names.put("steps", Map.of());
        if (run != null) {
            names.put("run", Map.of("id", run, "rehearsed", world.rehearsed()));
        }
        return names;
    }

    private static List<Secret> secrets(Map<String, @Nullable Object> inputs) {
        return inputs.values().stream()
                .filter(Secret.class::isInstance)
                .map(Secret.class::cast)
                .toList();
    }
}
