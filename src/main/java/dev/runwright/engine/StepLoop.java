package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.StepView;
import dev.runwright.model.FanOut;
import dev.runwright.model.GroupStep;
import dev.runwright.model.ParallelStep;
import dev.runwright.model.PeopleStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRunStep;
import dev.runwright.value.Digest;
import dev.runwright.value.EvaluationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs lists of steps: what comes next, what is skipped, what rescues, what always runs (design 3.2). */
final class StepLoop {
    private final RunContext run;
    private final StepRunner runner;
    private final UndoSteps undo;
    private final Deadline deadline;
    private final FanOutRunner fanOuts;
    private final BranchRunner branches;
    private final CallRunner calls;

    StepLoop(RunContext run, UndoSteps undo, Deadline deadline) {
        this.run = run;
        this.runner = new StepRunner(run, run.timers.within(deadline));
        this.undo = undo;
        this.deadline = deadline;
        this.fanOuts = new FanOutRunner(run, this);
        this.branches = new BranchRunner(this, run);
        this.calls = new CallRunner(run, this);
    }

    /**
     * The same loop under one more limit of time.
     *
     * @param what is limited, as a sentence names it
     * @param allowed null for no limit
     * @param path of the step whose time is limited: what earlier processes spent in it counts
     */
    StepLoop within(String what, @Nullable Duration allowed, String path) {
        return allowed == null ? this : new StepLoop(run, undo, deadline.inner(what, allowed, run.history.spent(path)));
    }

    /** The same loop for steps that run whatever the time. */
    private StepLoop timeless() {
        return new StepLoop(run, undo, Deadline.none(run.world.clock()));
    }

    /** The error once the time for its steps is over; null before that. */
    @Nullable StepError late() {
        return deadline.passed();
    }

    /** All steps of a runbook, and those that always run once nothing in it is open. */
    Flow whole(Runbook runbook, Frame frame) {
        Flow flow = all(runbook.steps(), frame);
        if (flow instanceof Flow.Halted halted && !halted.isCancelled()) {
            return flow;
        }
        Flow always = finish(runbook.always(), frame);
        boolean open = always instanceof Flow.Halted halted && !halted.isCancelled();
        return open || flow == Flow.NEXT ? always : flow;
    }

    /** What always runs, after a second wish to stop too. */
    private Flow finish(List<Step> always, Frame frame) {
        if (!always.isEmpty()) {
            run.cancellation.stopped();
        }
        return timeless().all(always, frame.finishing());
    }

    /** Runs steps in order until one fails, or the run must stop; what has ended before is taken as it was. */
    Flow all(List<Step> steps, Frame frame) {
        for (Step step : steps) {
            String path = frame.path(step.head().label());
            if (!run.history.isBehind(path)) {
                if (stopped(frame)) {
                    StepError close = run.budget.close();
                    StepError why = close == null ? StepError.of(ErrorClass.UNKNOWN, "Cancelled.") : close;
                    return Flow.Halted.of("cancelled", path, why);
                }
                StepError late = late();
                if (late != null) {
                    return new Flow.Failed(path, late, null);
                }
                StepError held = held();
                if (held != null) {
                    return Flow.Halted.of("waiting", path, held);
                }
            }
            Flow flow = one(step, frame);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    /** Whether no new step may begin here. */
    boolean stopped(Frame frame) {
        return frame.last()
                ? run.cancellation.now()
                : run.cancellation.requested() || frame.sign().isUp();
    }

    /** Why nothing begins in this process any more; null while it may. A run that is cancelled comes to its end here. */
    @Nullable StepError held() {
        return run.cancellation.requested() ? null : run.shift.refusal(run.budget.now());
    }

    /** Why a step that has not ended does not begin, or go on, in this window; what only holds others is let in, and so is a way back. */
    private @Nullable StepError closed(Step step, String path, Frame frame) {
        return !holds(step) && !frame.wayBack() && !History.isOver(run.history.step(path)) ? closed(step, path) : null;
    }

    /** Why a step, or an item of a fan-out, does not fit into what is left of the window; where the close ends the run, it stops. */
    @Nullable StepError closed(Step step, String path) {
        return stopping(run.cancellation.requested() ? null : run.budget.refusal(step, path));
    }

    /** The same of a wave. */
    @Nullable StepError closed(Step step, String path, int items, int atOnce) {
        return stopping(run.cancellation.requested() ? null : run.budget.wave(step, path, items, atOnce));
    }

    private @Nullable StepError stopping(@Nullable StepError closed) {
        if (closed != null && run.budget.ends()) {
            run.cancellation.request();
        }
        return closed;
    }

    private Flow one(Step step, Frame frame) {
        String path = frame.path(step.head().label());
        StepResult result;
        try {
            boolean wanted = isWanted(step, path, frame);
            StepError closed = wanted ? closed(step, path, frame) : null;
            if (closed != null) {
                return Flow.Halted.of(run.budget.ends() ? "cancelled" : "waiting", path, closed);
            }
            result = wanted ? reached(step, path, frame) : skip(path);
        } catch (EvaluationException e) {
            result = fail(step, path, e);
        }
        keep(step, frame, result);
        return flow(step, path, result);
    }

    /** A step that had begun is wanted, one that was skipped is not, whatever its condition would give now. */
    private boolean isWanted(Step step, String path, Frame frame) {
        StepView past = run.history.step(path);
        return past == null ? wanted(step, frame) : past.started() != null;
    }

    private static boolean wanted(Step step, Frame frame) {
        if (step.head().when() == null) {
            return true;
        }
        Object value = step.head().when().evaluate(frame.scope());
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new EvaluationException(
                step.head().when().position(),
                "'when' must be true or false, not " + CallText.literal(value) + ".",
                null);
    }

    private StepResult skip(String path) {
        StepView past = run.history.step(path);
        if (past != null && past.ended() != null) {
            return run.taken(past);
        }
        StepResult skipped = StepResult.of("skipped");
        run.record(run.ended(path, skipped, null));
        return skipped;
    }

    private StepResult reached(Step step, String path, Frame frame) {
        FanOut foreach = step.head().foreach();
        StepLoop loop = holds(step) ? within("step " + path, step.head().timeout(), path) : this;
        return foreach == null ? loop.body(step, path, frame) : loop.fanOuts.run(step, foreach, path, frame);
    }

    private static boolean holds(Step step) {
        return step.head().foreach() != null
                || step instanceof GroupStep
                || step instanceof ParallelStep
                || step instanceof RunbookStep;
    }

    private static void keep(Step step, Frame frame, StepResult result) {
        String id = step.head().id();
        if (id != null) {
            frame.results().put(id, result);
        }
    }

    private Flow flow(Step step, String path, StepResult result) {
        StepError error =
                result.error() == null ? StepError.of(ErrorClass.UNKNOWN, "No error was given.") : result.error();
        switch (result.state()) {
            case "unknown", "waiting", "cancelled" -> {
                return Flow.Halted.of(result.state(), run.openStep(path), error);
            }
            case "failed" -> {
                return step.head().onErrorContinue()
                        ? Flow.NEXT
                        : new Flow.Failed(run.failedStep(path), error, result.output());
            }
            default -> {
                return Flow.NEXT;
            }
        }
    }

    /** One step, or one item of a fan-out. */
    StepResult body(Step step, String path, Frame frame) {
        if (step instanceof GroupStep group) {
            return group(group, path, frame);
        }
        if (step instanceof ParallelStep parallel) {
            return branches.run(parallel, path, frame);
        }
        if (step instanceof RunbookStep call) {
            return calls.run(call, path, frame);
        }
        if (step instanceof UndoRunStep undoRun) {
            return undo.run(undoRun, path, frame.scope());
        }
        return step instanceof PeopleStep ? asking(step, path, frame) : runner.run(step, path, frame, null);
    }

    /** A step that waits for people; it ends the turn until enough have answered. */
    private StepResult asking(Step step, String path, Frame frame) {
        StepView past = run.history.step(path);
        if (past != null && (past.ended() != null || past.decided() != null)) {
            return runner.run(step, path, frame, null);
        }
        StepResult result =
                new PersonRunner(run, java.util.Objects.requireNonNull(run.people)).run(step, path, frame, past);
        if (result.state().equals("waiting")) {
            run.open(path);
        }
        return result;
    }

    private StepResult fail(Step step, String path, EvaluationException e) {
        StepView past = run.history.step(path);
        if (History.isOver(past)) {
            return run.taken(java.util.Objects.requireNonNull(past));
        }
        StepError error = StepError.of(e);
        begin(step, step.kind(), path);
        StepResult result = StepResult.failed(error, 1);
        run.record(run.ended(path, result, null));
        return result;
    }

    // ---- groups

    private StepResult group(GroupStep group, String path, Frame frame) {
        begin(group, "group", path);
        Frame inside = frame.inside(path);
        Flow flow = all(group.steps(), inside);
        boolean rescued = false;
        if (flow instanceof Flow.Failed failed && !group.rescue().isEmpty()) {
            Flow rescue =
                    all(group.rescue(), inside.with("error", error(failed)).back());
            rescued = rescue == Flow.NEXT;
            if (rescued) {
                run.rescued(failed.path());
            }
            flow = rescue;
        }
        if (!group.always().isEmpty() && !(flow instanceof Flow.Halted halted && !halted.isCancelled())) {
            Flow always = finish(group.always(), inside);
            flow = always == Flow.NEXT ? flow : always;
        }
        StepResult result = rescued && flow == Flow.NEXT ? StepResult.of("rescued") : groupResult(flow, group, inside);
        end(path, result);
        return result;
    }

    private static StepResult groupResult(Flow flow, GroupStep group, Frame inside) {
        if (flow instanceof Flow.Failed failed) {
            return StepResult.failed(failed.error(), 1);
        }
        if (flow instanceof Flow.Halted halted) {
            return halted.result();
        }
        List<Object> states = new ArrayList<>();
        for (Step step : group.steps()) {
            Object result = step.head().id() == null
                    ? null
                    : inside.results().visible().get(step.head().id());
            if (result instanceof Map<?, ?> map) {
                states.add(String.valueOf(map.get("state")));
            }
        }
        return StepResult.of(together(states));
    }

    /** Changed if any is, else unchanged if all are, else ok (design 2.6). */
    static String together(Collection<Object> states) {
        if (states.contains("changed")) {
            return "changed";
        }
        boolean unchanged = states.contains("unchanged")
                && states.stream().allMatch(state -> state.equals("unchanged") || state.equals("skipped"));
        return unchanged ? "unchanged" : "ok";
    }

    private Map<String, @Nullable Object> error(Flow.Failed failed) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>(StepResult.errorData(failed.error()));
        error.put("step", failed.path());
        error.put("output", failed.output());
        return error;
    }

    /** An item that could not begin. */
    StepResult refused(Step step, String path, StepResult result) {
        begin(step, step.kind(), path);
        run.record(run.ended(path, result, null));
        return result;
    }

    // ---- recording

    /** A step that holds others begins, or goes on. */
    void begin(Step step, String kind, String path) {
        String call = kind + " " + step.head().label();
        run.beginContainer(new StepStarted(
                path, kind, 1, "read", call, Digest.sha256(call), "none", null, null, step.position(), null));
    }

    /** A step that holds others ends; one that waits, or whose outcome is open, does not. */
    void end(String path, StepResult result) {
        if (!result.state().equals("waiting") && !result.state().equals("unknown")) {
            run.recordContainer(run.ended(path, result, null));
        }
    }
}
