package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.RunbookCalled;
import dev.runwright.journal.StepView;
import dev.runwright.model.Input;
import dev.runwright.model.InputBinding;
import dev.runwright.model.InputSources;
import dev.runwright.model.InputType;
import dev.runwright.model.RawInput;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.text.Problem;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a called runbook as one step: its inputs and outputs are all that passes between the two. */
final class CallRunner {
    /** A called runbook gets secrets and runs from its caller only. */
    private static final InputSources NO_SOURCES = new InputSources() {
        @Override
        public Optional<String> secret(String kind, String name) {
            return Optional.empty();
        }

        @Override
        public FoundRun run(String id, @Nullable String runbook) {
            return new FoundRun(null, "a called runbook takes a run only from an input of type run of its caller");
        }
    };

    private final RunContext run;
    private final StepLoop loop;

    CallRunner(RunContext run, StepLoop loop) {
        this.run = run;
        this.loop = loop;
    }

    StepResult run(RunbookStep step, String path, Frame frame) {
        loop.begin(step, step.kind(), path);
        StepResult result;
        try {
            result = called(step, path, frame);
        } catch (EvaluationException e) {
            result = StepResult.failed(StepError.of(e), 1);
        }
        loop.end(path, result);
        return result;
    }

    private StepResult called(RunbookStep step, String path, Frame frame) {
        Runbook runbook = run.definition.runbook(step.runbook());
        Map<String, @Nullable Object> inputs = inputs(step, runbook, frame);
        StepResults own = Planning.expected(runbook);
        Frame inside = frame.called(path, names(frame, inputs), own);
        StepView past = run.history.step(path);
        if (past == null || past.called() == null) {
            StepResult refusal = refusal(runbook, step, path, inside);
            if (refusal != null) {
                return refusal;
            }
            run.record(new RunbookCalled(
                    path, runbook.name(), Data.map(run.redactor().redact(inputs))));
        }
        return outcome(runbook, path, inside);
    }

    /** What the steps of a called runbook see besides each other. */
    static Map<String, @Nullable Object> names(Frame frame, Map<String, @Nullable Object> inputs) {
        Map<String, @Nullable Object> names = new LinkedHashMap<>(frame.names());
        names.keySet().retainAll(List.of("connections", "policy", "run"));
        names.put("inputs", inputs);
        names.put("steps", Map.of());
        return names;
    }

    /** The inputs as a plan sees them: what is known only later is left open. */
    static Map<String, @Nullable Object> planned(RunbookStep step, Runbook runbook, Frame frame) {
        Map<String, @Nullable Object> with = Data.map(step.with().render(frame.scope()));
        if (!PlannedState.holdsPending(with)) {
            return inputs(step, runbook, frame);
        }
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        runbook.inputs().forEach(input -> inputs.put(input.name(), input.standard()));
        inputs.putAll(with);
        return inputs;
    }

    private static Map<String, @Nullable Object> inputs(RunbookStep step, Runbook runbook, Frame frame) {
        Map<String, RawInput> given = new LinkedHashMap<>();
        Map<String, @Nullable Object> with = Data.map(step.with().render(frame.scope()));
        with.forEach((name, value) -> given.put(name, RawInput.of(value, type(runbook, name))));
        InputBinding.Bound bound = InputBinding.bind(runbook, given, NO_SOURCES);
        if (!bound.problems().isEmpty()) {
            Problem first = bound.problems().get(0);
            throw new EvaluationException(
                    step.position(),
                    "The runbook '" + runbook.name() + "' refuses its inputs: " + first.message(),
                    first.hint());
        }
        return bound.values();
    }

    private static InputType type(Runbook runbook, String name) {
        return runbook.inputs().stream()
                .filter(input -> input.name().equals(name))
                .map(Input::type)
                .findFirst()
                .orElse(InputType.STRING);
    }

    /** Why the runbook does not begin: its lock is not to be had, or not yet; null if it does. */
    private @Nullable StepResult refusal(Runbook runbook, RunbookStep step, String path, Frame inside) {
        List<Problem> problems = new ArrayList<>();
        Scope scope = inside.scope();
        List<String> locks = Checks.of(runbook, scope, run.world.profile(), problems);
        for (Problem problem : problems) {
            if (problem.isError()) {
                throw new EvaluationException(step.position(), problem.message(), problem.hint());
            }
        }
        return locks.isEmpty() ? null : new TargetLock(run, loop, locks, RunLock.waits(runbook)).take(path);
    }

    private StepResult outcome(Runbook runbook, String path, Frame inside) {
        String what = "the runbook '" + runbook.name() + "'";
        Flow flow = loop.within(what, runbook.timeout(), path).whole(runbook, inside);
        if (flow instanceof Flow.Failed failed) {
            return StepResult.failed(failed.error(), 1);
        }
        if (flow instanceof Flow.Halted halted) {
            return halted.result();
        }
        Map<String, @Nullable Object> outputs = Drive.outputs(runbook, inside);
        String state = StepLoop.together(inside.results().states());
        return new StepResult(state, outputs, null, null, null, 1, null, null, List.of(), null);
    }
}
