package dev.runwright.engine;

import dev.runwright.journal.StepView;
import dev.runwright.model.Effect;
import dev.runwright.model.OnUnknown;
import dev.runwright.model.Step;
import dev.runwright.value.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attempts at a step without a reading: the reply alone says how it ended (design 2.7, 3.2). */
final class PlainAttempt {
    private final RunContext run;
    private final Step step;
    private final Scope scope;
    private final Attempt limits;

    PlainAttempt(RunContext run, Step step, Scope scope, Attempt limits) {
        this.run = run;
        this.step = step;
        this.scope = scope;
        this.limits = limits;
    }

    /** One attempt. What was recorded before it is durable before it begins: for a change, its start is its "sent". */
    Tried attempt(Action action, int number) {
        boolean reads = action.effect() == Effect.READ;
        if (!reads && action instanceof CmdletAction cmdlet) {
            StepError denied = run.protection.refuses(cmdlet.cmdlet(), null).orElse(null);
            if (denied != null) {
                return new Tried(StepResult.failed(denied, number), false);
            }
        }
        if (reads) {
            run.commitSoon();
        } else {
            run.commitForEffect();
        }
        Outcome outcome = action.perform(limits);
        if (outcome instanceof Outcome.Returned returned) {
            Tried tried = returned(returned.reply(), reads);
            return new Tried(tried.result().after(number), tried.again());
        }
        if (outcome instanceof Outcome.NotSent notSent) {
            return new Tried(StepResult.failed(notSent.error(), number), true);
        }
        if (outcome instanceof Outcome.Failed failed) {
            StepResult result = StepResult.failed(failed.error(), number);
            return new Tried(failed.reply() == null ? result : result.with(failed.reply()), reads);
        }
        StepResult lost = StepResult.failed(((Outcome.Unknown) outcome).error(), number);
        if (!reads) {
            boolean rerun = step.head().onUnknown() == OnUnknown.RERUN;
            return new Tried(rerun ? lost : lost.withState("unknown"), rerun);
        }
        return run.cancellation.now() ? new Tried(lost.withState("cancelled"), false) : new Tried(lost, true);
    }

    /** What an attempt came to whose process ended under it; null if it may simply be made again. */
    @Nullable StepResult lost(Action action, StepView past) {
        if (action.effect() == Effect.READ || step.head().onUnknown() == OnUnknown.RERUN || past.retry() != null) {
            return null;
        }
        if (past.ended() != null) {
            return run.taken(past);
        }
        StepError error = StepError.of(
                ErrorClass.UNKNOWN,
                "The process ended while this step was under way, and nothing reads what it changes: "
                        + run.redactor().redact(action.call()));
        return StepResult.failed(error, past.attempts()).withState("unknown");
    }

    private Tried returned(Reply reply, boolean reads) {
        Returned.Shaped shaped = Returned.shape(reply.output(), step.head().returns());
        StepError error = judge(reply);
        List<String> warnings = new ArrayList<>(reply.warnings());
        if (error == null && shaped.problem() != null && reads) {
            error = StepError.of(ErrorClass.INVALID, "The reply " + shaped.problem() + ".");
        } else if (error == null && shaped.problem() != null) {
            warnings.add("The change is made, but the reply " + shaped.problem() + ".");
        }
        boolean leaks = reads && !step.head().secretOutput() && run.redactor().finds(shaped.output());
        if (error == null && leaks) {
            String sentence = "A secret would be captured in the output; it was not kept.";
            return new Tried(StepResult.failed(StepError.of(ErrorClass.INVALID, sentence), 1), false);
        }
        StepResult result = error == null ? StepResult.of(reads ? "ok" : "changed") : StepResult.failed(error, 1);
        return new Tried(result.with(reply).withOutput(shaped.output(), warnings), error != null && reads);
    }

    private @Nullable StepError judge(Reply reply) {
        StepError error = reply.errors().isEmpty() ? null : reply.errors().get(0);
        if (step.head().okWhen() == null) {
            return error;
        }
        if (judgedOk(step, reply, error, scope)) {
            return null;
        }
        return error != null ? error : StepError.of(ErrorClass.UNKNOWN, "'ok_when' is false for the reply.");
    }

    /** What {@code ok_when} says of a reply; true without one. */
    static boolean judgedOk(Step step, Reply reply, @Nullable StepError error, Scope scope) {
        if (step.head().okWhen() == null) {
            return true;
        }
        Object output = Returned.shape(reply.output(), step.head().returns()).output();
        Scope judging = Returned.judging(scope, output, reply.exit(), error);
        return Boolean.TRUE.equals(step.head().okWhen().evaluate(judging));
    }
}
