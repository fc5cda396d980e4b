package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.model.FanOut;
import dev.runwright.model.GroupStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRunStep;
import dev.runwright.value.Digest;
import dev.runwright.value.EvaluationException;
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

    StepLoop(RunContext run, UndoSteps undo, Deadline deadline) {
        this.run = run;
        this.runner = new StepRunner(run);
        this.undo = undo;
        this.deadline = deadline;
    }

    /** Runs steps in order until one fails, or the run must stop. */
    Flow all(List<Step> steps, Frame frame) {
        for (Step step : steps) {
            if (stopped(frame)) {
                return new Flow.Halted(
                        "cancelled", frame.path(step.head().label()), StepError.of(ErrorClass.UNKNOWN, "Cancelled."));
            }
            StepError late = deadline.passed();
            if (late != null && !frame.last()) {
                return new Flow.Failed(frame.path(step.head().label()), late, null);
            }
            Flow flow = one(step, frame);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private boolean stopped(Frame frame) {
        return frame.last() ? run.cancellation.now() : run.cancellation.requested();
    }

    private Flow one(Step step, Frame frame) {
        String path = frame.path(step.head().label());
        StepResult result;
        try {
            result = wanted(step, frame) ? reached(step, path, frame) : skip(path);
        } catch (EvaluationException e) {
            result = fail(step, path, e);
        }
        keep(step, frame, result);
        return flow(step, path, result);
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
        StepResult skipped = StepResult.of("skipped");
        run.record(ended(path, skipped));
        return skipped;
    }

    private StepResult reached(Step step, String path, Frame frame) {
        return step.head().foreach() == null
                ? body(step, path, frame)
                : fanOut(step, step.head().foreach(), path, frame);
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
                return new Flow.Halted(result.state(), path, error);
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
    private StepResult body(Step step, String path, Frame frame) {
        if (step instanceof GroupStep group) {
            return group(group, path, frame);
        }
        if (step instanceof UndoRunStep undoRun) {
            return undo.run(undoRun, path, frame.scope());
        }
        return runner.run(step, path, frame.scope(), null);
    }

    private StepResult fail(Step step, String path, EvaluationException e) {
        StepError error = new StepError(ErrorClass.INVALID, StepRunner.withHint(e), e.position(), Map.of());
        start(step, step.kind(), path);
        StepResult result = StepResult.failed(error, 1);
        run.record(ended(path, result));
        return result;
    }

    // ---- groups

    private StepResult group(GroupStep group, String path, Frame frame) {
        start(group, "group", path);
        Frame inside = frame.inside(path);
        Flow flow = all(group.steps(), inside);
        boolean rescued = false;
        if (flow instanceof Flow.Failed failed && !group.rescue().isEmpty()) {
            Flow rescue = all(group.rescue(), inside.with("error", error(failed)));
            rescued = rescue == Flow.NEXT;
            if (rescued) {
                run.rescued(failed.path());
            }
            flow = rescue;
        }
        if (!group.always().isEmpty()
                && !(flow instanceof Flow.Halted halted && !halted.state().equals("cancelled"))) {
            Flow always = all(group.always(), inside.finishing());
            flow = always == Flow.NEXT ? flow : always;
        }
        StepResult result = rescued && flow == Flow.NEXT ? StepResult.of("rescued") : groupResult(flow, group, inside);
        run.recordContainer(ended(path, result));
        return result;
    }

    private static StepResult groupResult(Flow flow, GroupStep group, Frame inside) {
        if (flow instanceof Flow.Failed failed) {
            return StepResult.failed(failed.error(), 1);
        }
        if (flow instanceof Flow.Halted halted) {
            return StepResult.failed(halted.why(), 1).withState(halted.state());
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
    private static String together(Collection<Object> states) {
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

    // ---- fan-out

    private StepResult fanOut(Step step, FanOut foreach, String path, Frame frame) {
        List<FanOutItems.Item> items = FanOutItems.of(foreach, frame);
        start(step, "foreach", path);
        run.record(new FanOutListed(
                path,
                items.stream().map(FanOutItems.Item::key).toList(),
                items.stream().map(item -> run.redactor().redact(item.value())).toList()));
        StepResult result = items.isEmpty() ? StepResult.of("skipped") : each(step, foreach, path, frame, items);
        run.recordContainer(ended(path, result));
        return result;
    }

    private StepResult each(Step step, FanOut foreach, String path, Frame frame, List<FanOutItems.Item> items) {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        List<@Nullable Object> outputs = new ArrayList<>();
        List<Object> states = new ArrayList<>();
        StepResult bad = null;
        for (FanOutItems.Item item : items) {
            if (bad != null || stopped(frame)) {
                results.put(item.key(), StepResult.of("skipped").toData());
                bad = bad != null ? bad : StepResult.of("cancelled");
                continue;
            }
            Frame iteration = frame.iteration(foreach.as(), item.value());
            StepResult result = body(step, path + "[" + item.escapedKey() + "]", iteration);
            Map<String, @Nullable Object> data = new LinkedHashMap<>(result.toData());
            if (step instanceof GroupStep) {
                data.put("steps", iteration.results().own());
            }
            results.put(item.key(), data);
            outputs.add(result.output());
            states.add(result.state());
            bad = result.good() ? null : result;
        }
        String state = bad == null ? together(states) : bad.state();
        StepError error = bad == null ? null : bad.error();
        return new StepResult(state, outputs, error, null, null, 1, null, null, List.of(), results);
    }

    // ---- recording

    private void start(Step step, String kind, String path) {
        String call = kind + " " + step.head().label();
        run.record(new StepStarted(
                path, kind, 1, "read", call, Digest.sha256(call), "none", null, null, step.position(), null));
    }

    private StepEnded ended(String path, StepResult result) {
        return new StepEnded(
                path,
                result.state(),
                result.attempts(),
                null,
                run.errorRecord(result.error()),
                result.exit(),
                null,
                result.warnings());
    }
}
