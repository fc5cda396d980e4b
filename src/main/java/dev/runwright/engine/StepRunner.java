package dev.runwright.engine;

import dev.runwright.engine.StatefulChange.End;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.Target;
import dev.runwright.journal.StepView;
import dev.runwright.model.CommandStep;
import dev.runwright.model.Effect;
import dev.runwright.model.OnUnknown;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.UndoRule;
import dev.runwright.text.Position;
import dev.runwright.value.Digest;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one step that is no container: renders it, records it, does it, tries again where that is safe. */
final class StepRunner {
    private final RunContext run;
    private final RunTools tools;

    /** How its steps wait. */
    final Timers timers;

    StepRunner(RunContext run, Timers timers) {
        this.run = run;
        this.timers = timers;
        this.tools = new RunTools(run.definition.catalogue(), run.world.cmdlets());
    }

    /**
     * Runs a step to its end.
     *
     * @param undoes what it takes back, for a step of an undo; else null
     */
    StepResult run(Step step, String path, Frame frame, @Nullable Target undoes) {
        StepView past = run.history.step(path);
        if (History.isOver(past)) {
            return again(step, java.util.Objects.requireNonNull(past));
        }
        if (past != null && past.decided() != null && !past.decided().decision().equals("retry")) {
            return decided(step, path, past.decided());
        }
        return new StepTurn(run, this, step, new StepTurn.Place(path, frame.scope(), undoes, past, frame.wayBack()))
                .run();
    }

    /** What ended before; a secret output comes from where it is kept. */
    private StepResult again(Step step, StepView past) {
        StepResult result = run.taken(past);
        return step.head().secretOutput() && result.output() != null
                ? result.withOutput(run.secretOutput(past.path()), result.warnings())
                : result;
    }

    /** A person has settled what could not be known. */
    private StepResult decided(Step step, String path, StepDecided decision) {
        String what = decision.decision().equals("skip") ? "Skipped" : "Said to be done";
        String why = what + " by " + decision.actor() + (decision.reason() == null ? "." : ": " + decision.reason());
        StepResult result = StepResult.of(decision.decision().equals("skip") ? "skipped" : "changed")
                .withOutput(null, List.of(why));
        end(step, path, result);
        return result;
    }

    /** What a step does, as it is shown. */
    record Shown(Effect effect, String call) {}

    Action prepare(Step step, String path, Scope scope) {
        if (step instanceof CommandStep command) {
            return CmdletAction.of(command, scope, tools);
        }
        return run.world.executor(step).prepare(step, new StepContext(path, scope, run.world.folder()));
    }

    @Nullable StatefulChange stateful(Step step, String path, Scope scope, Action action) {
        StateRule rule = step.head().state();
        if (rule == null || action.effect() == Effect.READ || !(action instanceof CmdletAction cmdlet)) {
            return null;
        }
        StateSpec spec = run.specs.of(cmdlet.cmdlet(), rule, rule.with().render(scope));
        StatefulChange.Limits limits =
                new StatefulChange.Limits(timeout(step), step.head().onUnknown() == OnUnknown.ASK);
        return new StatefulChange(run, path, cmdlet.cmdlet(), spec, limits);
    }

    static Duration timeout(Step step) {
        Duration own = step.head().timeout();
        return own == null ? StepHead.STANDARD_TIMEOUT : own;
    }

    // ---- with a reading

    static StepResult result(
            End end, StatefulChange change, int attempt, @Nullable Object output, List<String> warnings) {
        List<String> all = new ArrayList<>(end instanceof End.Done done ? done.warnings() : List.of());
        all.addAll(warnings);
        StepError error = null;
        String state = end instanceof End.Unchanged ? "unchanged" : "changed";
        if (end instanceof End.Failed failed) {
            error = failed.error();
            state = "failed";
        } else if (end instanceof End.Unknown unknown) {
            error = unknown.error();
            state = "unknown";
        }
        return new StepResult(
                state,
                output,
                error,
                valuesOf(change.before()),
                valuesOf(change.after()),
                attempt,
                null,
                null,
                all,
                null);
    }

    /** Does a call that takes a step of another run back, as a step of this one. */
    StepResult restore(Restoration.Write write, String path, Position position, Target undoes) {
        StepView past = run.history.step(path);
        String call = CallText.of(write.call());
        run.record(new StepStarted(
                path,
                "cmdlet",
                1,
                Effect.CHANGE.word(),
                run.redactor().redact(call),
                Digest.sha256(call),
                "restore",
                write.spec().query().cmdlet(),
                null,
                position,
                undoes));
        StatefulChange.Limits limits = new StatefulChange.Limits(StepHead.STANDARD_TIMEOUT, false);
        StatefulChange change = new StatefulChange(run, path, write.call(), write.spec(), limits).after(past);
        boolean sent = past != null && past.newest() != null && past.ended() == null;
        return close(path, ended(change, sent ? past : null), change);
    }

    /** A step of an undo that a process had sent before it died, and that has nothing left to do: settled as what was sent. */
    StepResult settled(StepView past) {
        ChangeSent sent = java.util.Objects.requireNonNull(past.newest());
        Cmdlets.Call call = new Cmdlets.Call("", sent.cmdlet(), sent.parameters(), List.of());
        StatefulChange.Limits limits = new StatefulChange.Limits(StepHead.STANDARD_TIMEOUT, true);
        StatefulChange change =
                new StatefulChange(run, past.path(), call, StateSpec.ofData(sent.state()), limits).after(past);
        End end = change.settle(past);
        return close(
                past.path(),
                end == null
                        ? new End.Unknown(StepError.of(ErrorClass.UNKNOWN, "What was sent does not read back."))
                        : end,
                change);
    }

    private StepResult close(String path, End end, StatefulChange change) {
        StepResult result = result(end, change, 1, null, List.of());
        if (result.state().equals("unknown")) {
            run.open(path);
            result = UnknownOutcome.asking(result, run.run(), path);
        }
        run.record(run.ended(path, result.after(1), null));
        return result;
    }

    private static End ended(StatefulChange change, @Nullable StepView lost) {
        if (lost == null) {
            return change.attempt(1);
        }
        End settled = change.settle(lost);
        return settled == null ? change.attempt(lost.attempts() + 1) : settled;
    }

    static @Nullable Map<String, @Nullable Object> valuesOf(@Nullable Reading reading) {
        return reading == null ? null : reading.values();
    }

    // ---- recording

    static String undoWord(StepHead head) {
        UndoRule undo = head.undo();
        if (undo instanceof UndoRule.Irreversible irreversible) {
            return "irreversible: " + irreversible.why();
        }
        if (undo instanceof UndoRule.Explicit) {
            return "steps";
        }
        return head.state() == null ? "none" : head.restoreAsk() ? "restore: ask" : "restore";
    }

    void end(Step step, String path, StepResult result) {
        Object output = step.head().secretOutput() && result.output() != null
                ? hide(path, result.output())
                : run.redactor().redact(result.output());
        run.record(run.ended(path, result, result.state().equals("unchanged") ? null : output));
    }

    private Object hide(String path, Object output) {
        String text = output instanceof Map<?, ?> || output instanceof List<?> ? "" : output.toString();
        if (text.length() >= dev.runwright.value.Redactor.SHORTEST) {
            Secret secret = new Secret("steps." + path, text);
            run.learn(secret);
            run.keep(secret);
        }
        return "***";
    }
}
