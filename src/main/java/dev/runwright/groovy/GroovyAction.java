package dev.runwright.groovy;

import dev.runwright.engine.Action;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.Reply;
import dev.runwright.engine.StepError;
import dev.runwright.model.Effect;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.value.Scope;
import groovy.lang.Script;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.codehaus.groovy.control.CompilationFailedException;

/** One script, ready to run. */
record GroovyAction(String script, Position firstLine, Effect effect, Scope scope, Supplier<Scripts> scripts)
        implements Action {
    @Override
    public String call() {
        List<String> lines = script.strip().lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0).strip();
        return lines.size() <= 1 ? "groovy " + first : "groovy " + first + " … (" + lines.size() + " lines)";
    }

    @Override
    public Outcome perform(Attempt attempt) {
        if (attempt.cancellation().now()) {
            return new Outcome.NotSent(
                    StepError.of(ErrorClass.UNKNOWN, "The Groovy script was not started: the run is cancelled."));
        }
        Class<? extends Script> compiled;
        try {
            compiled = scripts.get().compile(script);
        } catch (CompilationFailedException e) {
            Problem problem = Scripts.problems(e, firstLine).get(0);
            return new Outcome.NotSent(
                    new StepError(ErrorClass.INVALID, problem.message(), problem.position(), Map.of()));
        }
        return outcome(new ScriptRun(compiled, scope, attempt).end());
    }

    private Outcome outcome(ScriptRun.End end) {
        if (end instanceof ScriptRun.End.Value value) {
            return new Outcome.Returned(Reply.of(value.value()));
        }
        if (end instanceof ScriptRun.End.Untold untold) {
            return new Outcome.Returned(Reply.of(untold.pending()));
        }
        return end instanceof ScriptRun.End.Threw threw
                ? new Outcome.Failed(ScriptFailure.of(threw.failure(), firstLine), null)
                : new Outcome.Unknown(((ScriptRun.End.Stopped) end).error());
    }
}
