package dev.runwright.engine;

import dev.runwright.engine.Plan.Known;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.StepView;
import dev.runwright.model.AssertStep;
import dev.runwright.model.CommandStep;
import dev.runwright.model.Effect;
import dev.runwright.model.FanOut;
import dev.runwright.model.GroupStep;
import dev.runwright.model.ManualStep;
import dev.runwright.model.ParallelStep;
import dev.runwright.model.PeopleStep;
import dev.runwright.model.ReadStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRunStep;
import dev.runwright.model.WaitStep;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Expression;
import dev.runwright.value.Pending;
import dev.runwright.value.Redactor;
import dev.runwright.value.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks a runbook as a run would, reads what it may and changes nothing (design 3.3). What a step would change is laid over the
 * readings of later ones. One use; not thread-safe.
 */
final class Planner {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final ChosenKeys chosen;
    private final Definition definition;
    private final World world;
    private final RunTools tools;
    private final PlannedState state;
    private final Past past;
    private final Redactor redactor;
    private final Attempt attempt;
    private final WhatIf whatIf;
    private final List<Plan.Step> planned = new ArrayList<>();

    Planner(RunRequest request, ChosenKeys chosen, World world, PlannedState state, Past past) {
        this.definition = request.definition();
        this.chosen = chosen;
        this.world = world;
        this.tools = new RunTools(definition.catalogue(), world.cmdlets());
        this.state = state;
        this.past = past;
        this.redactor = Redactor.of(Resumption.secrets(request.inputs()));
        this.whatIf = new WhatIf(request.whatIf(), tools.catalogue(), world, redactor);
        this.attempt = new Attempt(TIMEOUT, request.watch().cancellation(), Events.NONE);
    }

    /** The runs that an {@code undo_run} step may take back, and what this run has behind it. */
    record Past(UndoRunner.PastRuns runs, UndoRefusals refusals, History history) {}

    List<Plan.Step> steps() {
        return planned;
    }

    /** Plans steps in order; gives why the run would stop, or null. */
    @Nullable String all(List<Step> steps, Frame frame) {
        for (Step step : steps) {
            String problem = one(step, frame);
            if (problem != null && !step.head().onErrorContinue()) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String one(Step step, Frame frame) {
        String path = frame.path(step.head().label());
        StepView behind = past.history().step(path);
        if (behind != null && History.isOver(behind) && !behind.isContainer()) {
            keep(step, frame, past.history().result(behind));
            return null;
        }
        try {
            Expression condition = behind == null ? step.head().when() : null;
            Object when = condition == null ? (Object) true : condition.evaluate(frame.scope());
            if (Boolean.FALSE.equals(when)) {
                add(path, step.kind(), "skipped", "", Effect.READ);
                keep(step, frame, StepResult.of("skipped"));
                return null;
            }
            int first = planned.size();
            String problem = step.head().foreach() == null
                    ? body(step, path, frame)
                    : fanOut(step, step.head().foreach(), path, frame);
            if (when instanceof Pending pending) {
                List<Plan.Step> inside = planned.subList(first, planned.size());
                inside.replaceAll(one -> one.undetermined("Only if its 'when' is true, " + pending + "."));
            }
            return problem;
        } catch (EvaluationException e) {
            return failed(
                    path, step.kind(), e.position() + ": " + StepError.of(e).message(), step, frame);
        }
    }

    private String failed(String path, String kind, String why, Step step, Frame frame) {
        String shown = redactor.redact(why);
        planned.add(new Plan.Step(path, kind, "failed", "", "read", List.of(), Known.NOW, List.of(shown), false));
        keep(step, frame, StepResult.failed(StepError.of(ErrorClass.INVALID, shown), 1));
        return path + ": " + shown;
    }

    private void keep(Step step, Frame frame, StepResult result) {
        if (step.head().id() != null) {
            frame.results().put(step.head().id(), result);
        }
    }

    private void add(String path, String kind, String state, String call, Effect effect) {
        planned.add(new Plan.Step(
                path, kind, state, redactor.redact(call), effect.word(), List.of(), Known.NOW, List.of(), false));
    }

    private @Nullable String body(Step step, String path, Frame frame) {
        if (step instanceof GroupStep group) {
            String problem = all(group.steps(), frame.inside(path));
            String always = all(group.always(), frame.inside(path));
            keep(step, frame, StepResult.of("ok"));
            return problem == null ? always : group.rescue().isEmpty() ? problem : null;
        }
        if (step instanceof ParallelStep parallel) {
            return all(parallel.branches(), frame.inside(path));
        }
        if (step instanceof RunbookStep call) {
            return called(call, path, frame);
        }
        if (step instanceof AssertStep check) {
            return check(check, path, frame);
        }
        if (step instanceof WaitStep wait) {
            add(path, step.kind(), "ok", StepTurn.shown(wait), Effect.READ);
            keep(step, frame, wait.read() == null ? StepResult.of("ok") : pendingResult(path));
            return null;
        }
        if (step instanceof PeopleStep) {
            Effect effect = step instanceof ManualStep ? Effect.CHANGE : Effect.READ;
            add(path, step.kind(), "undetermined", "waits for people", effect);
            keep(step, frame, pendingResult(path));
            return null;
        }
        if (step instanceof UndoRunStep undo) {
            return undo(undo, path, frame);
        }
        return action(step, path, frame);
    }

    private @Nullable String check(AssertStep step, String path, Frame frame) {
        Object value = step.that().evaluate(frame.scope());
        if (Boolean.FALSE.equals(value)) {
            return failed(path, "assert", String.valueOf(step.otherwise().render(frame.scope())), step, frame);
        }
        boolean open = value instanceof Pending;
        add(path, "assert", open ? "undetermined" : "ok", step.that().text(), Effect.READ);
        keep(step, frame, StepResult.of("ok"));
        return null;
    }

    private @Nullable String called(RunbookStep step, String path, Frame frame) {
        Runbook runbook = definition.runbook(step.runbook());
        StepView behind = past.history().step(path);
        Map<String, @Nullable Object> inputs = behind == null || behind.called() == null
                ? CallRunner.planned(step, runbook, frame)
                : behind.called().inputs();
        Frame inside = frame.called(path, CallRunner.names(frame, inputs), Planning.expected(runbook));
        String problem = all(runbook.steps(), inside);
        String last = all(runbook.always(), inside);
        keep(step, frame, StepResult.of("changed").withOutput(Drive.outputs(runbook, inside), List.of()));
        return problem == null ? last : problem;
    }

    // ---- fan-out

    private @Nullable String fanOut(Step step, FanOut foreach, String path, Frame frame) {
        if (foreach.items().render(frame.scope()) instanceof Pending pending) {
            planned.add(new Plan.Step(
                    path,
                    "foreach",
                    "undetermined",
                    "for each of " + pending,
                    "read",
                    List.of(),
                    Known.AFTER_APPLY,
                    List.of(),
                    false));
            keep(step, frame, pendingResult(path));
            return null;
        }
        Map<String, @Nullable Object> results = new java.util.LinkedHashMap<>();
        List<@Nullable Object> outputs = new ArrayList<>();
        for (FanOutItems.Item item : items(foreach, path, frame)) {
            Frame iteration = frame.iteration(foreach.as(), item.value());
            String problem = body(step, path + "[" + item.escapedKey() + "]", iteration);
            if (problem != null) {
                return problem;
            }
            Object result = step.head().id() == null
                    ? null
                    : iteration.results().own().get(step.head().id());
            results.put(item.key(), result);
            outputs.add(result instanceof Map<?, ?> map ? map.get("output") : null);
        }
        keep(step, frame, new StepResult("ok", outputs, null, null, null, 1, null, null, List.of(), results));
        return null;
    }

    private List<FanOutItems.Item> items(FanOut foreach, String path, Frame frame) {
        return past.history()
                .list(path)
                .map(FanOutItems::of)
                .orElseGet(() -> chosen.of(FanOutItems.of(foreach, frame), path, foreach.position()));
    }

    private static StepResult pendingResult(String path) {
        return new StepResult("changed", new Pending(path), null, null, null, 1, null, null, List.of(), null);
    }

    // ---- steps that act

    /** A reading takes no longer in a plan than in a run. */
    private Attempt attempt(Step step) {
        Duration own = step.head().timeout();
        return own == null ? attempt : new Attempt(own, attempt.cancellation(), attempt.events());
    }

    private @Nullable String action(Step step, String path, Frame frame) {
        Scope scope = frame.scope();
        Action action = step instanceof CommandStep command
                ? CmdletAction.of(command, scope, tools)
                : world.executor(step).prepare(step, new StepContext(path, scope, world.folder()));
        boolean open = holdsPending(action, step, scope);
        if (action.effect() == Effect.READ && !open) {
            return read(step, path, frame, action);
        }
        if (action instanceof CmdletAction cmdlet && step.head().state() != null && action.effect() != Effect.READ) {
            return change(step, path, frame, cmdlet);
        }
        boolean reads = action.effect() == Effect.READ;
        String refusal = !reads && action instanceof CmdletAction plain ? state.refusal(plain.cmdlet(), null) : null;
        if (refusal != null) {
            return failed(path, step.kind(), refusal, step, frame);
        }
        planned.add(new Plan.Step(
                path,
                step.kind(),
                reads || open ? "undetermined" : "changed",
                redactor.redact(action.call()),
                action.effect().word(),
                List.of(),
                open ? Known.AFTER_APPLY : Known.NEVER,
                open ? List.of() : whatIf.notes(action, attempt(step)),
                !reads && irreversible(step, action)));
        keep(step, frame, pendingResult(path));
        return null;
    }

    private static boolean holdsPending(Action action, Step step, Scope scope) {
        if (action instanceof CmdletAction cmdlet) {
            return PlannedState.holdsPending(cmdlet.cmdlet().parameters())
                    || Connections.isPending(cmdlet.cmdlet().connection());
        }
        boolean opaque = step.kind().equals("groovy");
        return opaque ? PlannedState.holdsPending(scope.names()) : action.call().contains("‹after ");
    }

    private static boolean irreversible(Step step, Action action) {
        String undo = StepRunner.undoWord(step.head());
        return action.effect() == Effect.FINAL || undo.startsWith("irreversible") || undo.equals("none");
    }

    private @Nullable String read(Step step, String path, Frame frame, Action action) {
        Outcome outcome = action.perform(attempt(step));
        if (step instanceof ReadStep && notThereYet(outcome)) {
            add(path, step.kind(), "ok", action.call(), Effect.READ);
            planned.add(planned.remove(planned.size() - 1)
                    .undetermined("It is not there yet; an earlier step may make it."));
            keep(step, frame, pendingResult(path));
            return null;
        }
        if (!(outcome instanceof Outcome.Returned returned)) {
            return failed(
                    path, step.kind(), "The reading failed: " + errorOf(outcome).message(), step, frame);
        }
        Reply reply = returned.reply();
        Returned.Shaped shaped = Returned.shape(reply.output(), step.head().returns());
        boolean judged =
                step.head().okWhen() == null || judge(step.head().okWhen(), frame.scope(), reply, shaped.output());
        String why = !judged
                ? "'ok_when' is false for the reply."
                : step.head().okWhen() == null && !reply.errors().isEmpty()
                        ? reply.errors().get(0).message()
                        : shaped.problem() == null ? null : "The reply " + shaped.problem() + ".";
        if (why != null) {
            return failed(path, step.kind(), why, step, frame);
        }
        add(path, step.kind(), "ok", action.call(), Effect.READ);
        keep(
                step,
                frame,
                new StepResult(
                        "ok", shaped.output(), null, null, null, 1, reply.exit(), reply.stderr(), List.of(), null));
        return null;
    }

    /** A file that is not there may be what an earlier step of the run leaves. */
    private boolean notThereYet(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.error().kind() == ErrorClass.NOT_FOUND
                && planned.stream().anyMatch(one -> !one.effect().equals(Effect.READ.word()));
    }

    private static boolean judge(Expression okWhen, Scope scope, Reply reply, @Nullable Object output) {
        StepError error = reply.errors().isEmpty() ? null : reply.errors().get(0);
        return Boolean.TRUE.equals(okWhen.evaluate(Returned.judging(scope, output, reply.exit(), error)));
    }

    private static StepError errorOf(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.error();
        }
        return outcome instanceof Outcome.NotSent notSent ? notSent.error() : ((Outcome.Unknown) outcome).error();
    }

    // ---- changes with a reading

    private @Nullable String change(Step step, String path, Frame frame, CmdletAction action) {
        PlannedState.Change change = state.change(action.cmdlet(), step.head(), frame.scope(), attempt(step));
        if (change.problem() != null) {
            return failed(path, step.kind(), change.problem(), step, frame);
        }
        planned.add(new Plan.Step(
                path,
                step.kind(),
                change.open()
                        ? "undetermined"
                        : change.differences().isEmpty() && !change.always() ? "unchanged" : "changed",
                redactor.redact(action.call()),
                action.effect().word(),
                change.differences(),
                change.open() ? Known.AFTER_APPLY : Known.NOW,
                change.notes(),
                action.effect() == Effect.FINAL
                        || StepRunner.undoWord(step.head()).startsWith("irreversible")));
        boolean same = change.differences().isEmpty() && !change.always();
        Object output = same ? change.after() : new Pending(path);
        keep(
                step,
                frame,
                new StepResult(
                        same ? "unchanged" : "changed",
                        output,
                        null,
                        change.before(),
                        change.after(),
                        1,
                        null,
                        null,
                        List.of(),
                        null));
        return null;
    }

    // ---- undo of a run

    private @Nullable String undo(UndoRunStep step, String path, Frame frame) {
        Object value = step.run().render(frame.scope());
        Object id = value instanceof Map<?, ?> map ? map.get("id") : value;
        if (id == null || id instanceof Pending) {
            add(path, step.kind(), "undetermined", "undo " + id, Effect.CHANGE);
            return null;
        }
        try {
            PastRun undone = past.runs().of(id.toString());
            past.refusals().check(undone.view(), world);
            UndoChoice choice = UndoRunner.choice(step, frame.scope());
            List<Restoration> restorations = state.assessment(undone, attempt).assess(choice);
            UndoPlan.of(id.toString(), undone, restorations).items().forEach(item -> planned.add(item.planned(path)));
            List<Restoration.Write> drifted = UndoRunner.drifted(restorations);
            keep(step, frame, pendingResult(path));
            return drifted.isEmpty() || !choice.ifDrifted().equals("ask")
                    ? null
                    : path + ": " + UndoRunner.drift(id.toString(), drifted).message();
        } catch (RefusedException | JournalException e) {
            return failed(path, step.kind(), e.sentence(), step, frame);
        }
    }
}
