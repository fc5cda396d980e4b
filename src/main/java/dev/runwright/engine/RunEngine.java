package dev.runwright.engine;

import dev.runwright.journal.DrivenException;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.model.Runbook;
import dev.runwright.text.Problem;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs and undoes runbooks: the main path from a request to a run's last entry. One thread a run. */
public final class RunEngine {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Journal journal;
    private final Definition.Snapshots snapshots;
    private final RunIdentity identity;
    private final Keeping keeping;
    private final Beginnings beginnings;

    /** An engine over a journal. */
    public RunEngine(Journal journal, Definition.Snapshots snapshots, RunIdentity identity, Keeping keeping) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.identity = identity;
        this.keeping = keeping;
        this.beginnings = new Beginnings(journal, identity);
    }

    /**
     * What an engine lives by.
     *
     * @param clock the time of this machine: of journal, people and leases
     * @param vault keeps the secrets of runs that have not ended
     * @param pulse beats while a run is driven: the lease is renewed and wishes to stop are heard
     */
    public record Keeping(Clock clock, Vault vault, Pulse pulse) {
        /** Without a memory for secrets and without a pulse. */
        public static Keeping of(Clock clock) {
            return new Keeping(clock, Vault.NONE, Pulse.NONE);
        }
    }

    /**
     * Runs a runbook to its end, or to where it must stop.
     *
     * @throws RefusedException if the world cannot run it; nothing ran
     * @throws LockedException if another run holds its lock and this one does not wait for it; nothing ran
     * @throws dev.runwright.journal.JournalException if the journal cannot be written; nothing was done after its last entry
     */
    public RunOutcome run(RunRequest request, World world) {
        return onward(begin(request, world), request.origin(), request.watch(), world);
    }

    private RunOutcome begin(RunRequest request, World world) {
        Runbook runbook = request.definition().runbook();
        Instant now = keeping.clock().instant();
        Scope scope = Scope.of(names(request.inputs(), world, null), now);
        List<Problem> problems = new ArrayList<>();
        List<String> locks = Checks.of(runbook, scope, world.profile(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            return RunOutcome.refused(problems);
        }
        refuseWhatCannotRun(request.definition(), world);
        RunStarted first =
                beginnings.first(new Beginnings.Beginning("run", request, locks, now, null, Map.of()), world);
        try (RunWriter writer = begin(first, runbook, request.watch().cancellation())) {
            String run = writer.run();
            List<Secret> secrets = Resumption.secrets(request.inputs());
            request.inputs().forEach((name, value) -> {
                if (value instanceof Secret secret) {
                    keeping.vault().keep(run, "inputs." + name, secret);
                }
            });
            RunContext context = new RunContext(
                    request.definition(),
                    world,
                    writer,
                    request.watch(),
                    new RunContext.Behind(
                            History.NONE,
                            secrets,
                            keeping.vault(),
                            request.only(),
                            people(first, world, request.definition())));
            request.watch().listener().appended(run, first);
            Flow flow = drive(context, request.inputs(), first, Duration.ZERO);
            List<String> older = new Standing(journal)
                    .inForceOn(locks, run).stream().map(RunView::run).toList();
            return new RunOutcome(run, Drive.stateOf(flow), Drive.problemOf(flow), problems, older);
        }
    }

    private People people(RunStarted started, World world, Definition definition) {
        Outlook outlook = path -> new Plan(definition.runbook().name(), List.of(), null, List.of());
        return new People(started, world.policy(), keeping.clock(), journal, outlook);
    }

    /** Begins the run once its lock is free. */
    private RunWriter begin(RunStarted first, Runbook runbook, Cancellation cancellation) {
        String run = identity.ids().get();
        while (true) {
            try {
                return journal.begin(run, first);
            } catch (LockedException e) {
                if (runbook.lock() == null || !runbook.lock().waits() || cancellation.requested()) {
                    throw e;
                }
                cancellation.await(LOOK);
            }
        }
    }

    /** Walks the runbook while the pulse keeps the lease. */
    private Flow drive(RunContext context, Map<String, @Nullable Object> inputs, RunStarted first, Duration spent) {
        Pulse.Beat beat = keeping.pulse().start(context::renew);
        try {
            StepResults results = new StepResults();
            expect(context.definition.runbook(), results);
            Frame frame = Frame.top(names(inputs, context.world, context.run()), results, first.now());
            return new Drive(context, keeping.vault()).whole(loop(context, spent), frame);
        } finally {
            beat.close();
        }
    }

    private StepLoop loop(RunContext context, Duration spent) {
        Duration timeout = context.definition.runbook().timeout();
        Duration left = timeout == null ? null : timeout.minus(spent);
        UndoRunner undo = new UndoRunner(context, new JournalledRuns(journal, snapshots), this::refuseUndo);
        return new StepLoop(context, undo, new Deadline(context.world.clock(), left));
    }

    // ---- resume

    /**
     * Drives a run again that stands still or was left behind: what has ended is taken from its journal, what was under way is
     * settled, and the rest is run.
     *
     * @throws RefusedException if it has ended, belongs to another world, or the decisions do not fit
     * @throws dev.runwright.journal.DrivenException if a live process drives it
     */
    public RunOutcome resume(ResumeRequest request, World world) {
        return onward(again(request, world), request.origin(), request.watch(), world);
    }

    private RunOutcome again(ResumeRequest request, World world) {
        Resumption resumption = new Resumption(journal, identity, keeping.vault(), request);
        try (RunWriter writer = journal.takeOver(request.run(), identity.process(), identity.alive())) {
            List<Recorded> before = journal.read(request.run());
            RunStarted first = resumption.check(RunView.of(before), world);
            Map<String, @Nullable Object> inputs = resumption.inputs(first, request.run());
            RunView view = resumption.begin(writer, before);
            PastRun past = new JournalledRuns(journal, snapshots).of(view);
            RunContext.Behind behind = new RunContext.Behind(
                    History.of(view),
                    Resumption.secrets(inputs),
                    keeping.vault(),
                    view.started().only(),
                    people(view.started(), world, past.definition()));
            RunContext context = new RunContext(past.definition(), world, writer, request.watch(), behind);
            if (view.cancel() != null) {
                request.watch().cancellation().request();
            }
            Flow flow =
                    view.isUndo() ? undoAgain(context, view) : drive(context, inputs, view.started(), view.driven());
            List<String> older = new Standing(journal)
                    .inForceOn(view.started().locks(), view.run()).stream()
                            .map(RunView::run)
                            .toList();
            return new RunOutcome(view.run(), Drive.stateOf(flow), Drive.problemOf(flow), List.of(), older);
        }
    }

    /** Goes on at once where the answers that a run waits for came in while it still walked. */
    private RunOutcome onward(RunOutcome outcome, Origin origin, RunRequest.Watch watch, World world) {
        String run = outcome.run();
        if (run == null || !outcome.state().equals("waiting")) {
            return outcome;
        }
        boolean answered = RunView.of(journal.read(run)).steps().values().stream()
                .anyMatch(step -> step.asked() != null && step.ended() == null && !step.isAsking());
        return answered ? resume(new ResumeRequest(run, List.of(), null, Map.of(), origin, watch), world) : outcome;
    }

    private Flow undoAgain(RunContext context, RunView view) {
        String undone = java.util.Objects.requireNonNull(view.started().parent());
        PastRun past = new JournalledRuns(journal, snapshots).of(undone);
        UndoChoice choice = UndoChoice.ofData(view.started().choice());
        return undo(context, past, choice);
    }

    private Flow undo(RunContext context, PastRun past, UndoChoice choice) {
        Pulse.Beat beat = keeping.pulse().start(context::renew);
        try {
            UndoRunner runner = new UndoRunner(context, new JournalledRuns(journal, snapshots), this::refuseUndo);
            Flow flow = flow(runner.all(past, runner.assess(past, choice), choice, ""));
            new Drive(context, keeping.vault()).close(flow, Map.of());
            return flow;
        } finally {
            beat.close();
        }
    }

    private static void refuseWhatCannotRun(Definition definition, World world) {
        List<Problem> refused = new ArrayList<>();
        StepTree.of(definition)
                .forEach(step -> world.refusal(step)
                        .ifPresent(why -> refused.add(Problem.error(step.position(), "cannot_rehearse", why, null))));
        if (!refused.isEmpty()) {
            throw RefusedException.cannotRehearse(refused);
        }
        Approvers.refuseStrangers(world.policy(), StepTree.of(definition));
    }

    // ---- plan

    /**
     * What a run would do now; only readings are taken.
     *
     * @throws RefusedException if the world cannot run it, or its checks refuse the inputs
     */
    public Plan plan(RunRequest request, World world) {
        Runbook runbook = request.definition().runbook();
        Instant now = keeping.clock().instant();
        Map<String, @Nullable Object> names = names(request.inputs(), world, null);
        List<Problem> problems = new ArrayList<>();
        Checks.of(runbook, Scope.of(names, now), world.profile(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw RefusedException.checks(problems);
        }
        refuseWhatCannotRun(request.definition(), world);
        Redactor redactor = Redactor.of(Resumption.secrets(request.inputs()));
        PlannedState state = planned(request.definition(), world, request.watch());
        Planner.Past past = new Planner.Past(new JournalledRuns(journal, snapshots), this::refuseUndo);
        Planner planner = new Planner(request, world, state, past, redactor);
        StepResults results = new StepResults();
        expect(runbook, results);
        Frame frame = Frame.top(names, results, now);
        String problem = planner.all(runbook.steps(), frame);
        String last = planner.all(runbook.always(), frame);
        return new Plan(runbook.name(), planner.steps(), problem == null ? last : problem, problems);
    }

    private static PlannedState planned(Definition definition, World world, RunRequest.Watch watch) {
        StateReader reader = reader(definition, world, watch);
        return new PlannedState(
                definition.catalogue(),
                reader,
                new StateSpecs(definition.catalogue(), world.rehearsed()),
                Protection.of(world, reader.forms().recipients()));
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
        RunRequest again = new RunRequest(past.definition(), its.inputs(), request.origin(), request.watch());
        RunStarted first = beginnings.first(
                new Beginnings.Beginning(
                        "undo",
                        again,
                        its.locks(),
                        keeping.clock().instant(),
                        request.run(),
                        request.choice().toData()),
                world);
        try (RunWriter writer = journal.begin(identity.ids().get(), first)) {
            RunContext.Behind behind = new RunContext.Behind(
                    History.NONE, List.of(), keeping.vault(), List.of(), people(first, world, past.definition()));
            RunContext context = new RunContext(past.definition(), world, writer, request.watch(), behind);
            request.watch().listener().appended(writer.run(), first);
            Flow flow = undo(context, past, request.choice());
            return new RunOutcome(writer.run(), Drive.stateOf(flow), Drive.problemOf(flow), List.of(), List.of());
        }
    }

    private static Flow flow(StepResult result) {
        StepError error =
                result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "No error was given.") : result.error();
        if (result.state().equals("failed")) {
            return new Flow.Failed("", error, null);
        }
        return result.good() ? Flow.NEXT : Flow.Halted.of(result.state(), "", error);
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
        for (Journal.Lease lease : journal.leases()) {
            if (!identity.alive().test(lease.process())) {
                interrupt(lease, noticedBy).ifPresent(noticed::add);
            }
        }
        return noticed;
    }

    private Optional<String> interrupt(Journal.Lease lease, String noticedBy) {
        try (RunWriter writer = journal.takeOver(lease.run(), identity.process(), identity.alive())) {
            writer.append(new JournalEntry.RunInterrupted(lease.process(), noticedBy));
            writer.anchor(false);
            return Optional.of(lease.run());
        } catch (DrivenException e) {
            return Optional.empty(); // somebody else was faster
        }
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
}
