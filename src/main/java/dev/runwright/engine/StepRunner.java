package dev.runwright.engine;

import dev.runwright.engine.StatefulChange.End;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.Target;
import dev.runwright.model.AssertStep;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.Effect;
import dev.runwright.model.OnUnknown;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.UndoRule;
import dev.runwright.text.Position;
import dev.runwright.value.Digest;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Scope;
import dev.runwright.value.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one step that is no container: renders it, records it, does it, tries again where that is safe. */
final class StepRunner {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final RunContext run;
    private final RunTools tools;
    private @Nullable String name;

    StepRunner(RunContext run) {
        this.run = run;
        this.tools = new RunTools(run.definition.catalogue(), run.world.cmdlets());
    }

    /**
     * Runs a step to its end.
     *
     * @param undoes what it takes back, for a step of an undo; else null
     */
    StepResult run(Step step, String path, Scope scope, @Nullable Target undoes) {
        StepResult result;
        try {
            name = step.head().name() == null
                    ? null
                    : run.redactor().redact(String.valueOf(step.head().name().render(scope)));
            result = step instanceof AssertStep check ? check(check, path, scope) : act(step, path, scope, undoes);
        } catch (EvaluationException e) {
            start(step, path, 1, new Shown(Effect.READ, "‹cannot be rendered›"), undoes);
            StepError error = new StepError(ErrorClass.INVALID, withHint(e), e.position(), Map.of());
            result = StepResult.failed(error, 1);
        }
        end(step, path, result);
        return result;
    }

    static String withHint(EvaluationException e) {
        String hint = e.problem().hint();
        return hint == null ? e.sentence() : e.sentence() + " " + hint;
    }

    private StepResult check(AssertStep step, String path, Scope scope) {
        start(step, path, 1, new Shown(Effect.READ, step.that().text()), null);
        Object value = step.that().evaluate(scope);
        if (Boolean.TRUE.equals(value)) {
            return StepResult.of("ok").after(1);
        }
        if (Boolean.FALSE.equals(value)) {
            String sentence = String.valueOf(step.otherwise().render(scope));
            return StepResult.failed(StepError.of(ErrorClass.INVALID, sentence), 1);
        }
        throw new EvaluationException(
                step.that().position(), "An assert must be true or false, not " + CallText.literal(value) + ".", null);
    }

    private StepResult act(Step step, String path, Scope scope, @Nullable Target undoes) {
        StepHead head = step.head();
        Action action = prepare(step, path, scope);
        StatefulChange change = stateful(step, path, scope, action);
        PlainAttempt plain = new PlainAttempt(run, step, scope, run.attempt(path, timeout(step)));
        int times = head.retry() == null ? 0 : head.retry().times();
        for (int attempt = 1; ; attempt++) {
            start(step, path, attempt, new Shown(action.effect(), action.call()), undoes);
            Tried tried = change == null ? plain.attempt(action, attempt) : stateful(step, change, attempt, scope);
            StepError error = tried.result().error();
            boolean more = tried.again() && attempt <= times && !run.cancellation.requested();
            if (error == null || head.retry() == null || !more) {
                return tried.result();
            }
            Duration delay = head.retry().delay();
            run.record(
                    new RetryPlanned(path, attempt + 1, run.world.clock().now().plus(delay), run.errorRecord(error)));
            run.commit();
            run.world.clock().pass(delay, run.cancellation);
        }
    }

    private Action prepare(Step step, String path, Scope scope) {
        if (step instanceof CmdletStep cmdlet) {
            return CmdletAction.of(cmdlet, scope, tools);
        }
        return run.world.executor(step).prepare(step, new StepContext(path, scope, run.world.folder()));
    }

    private @Nullable StatefulChange stateful(Step step, String path, Scope scope, Action action) {
        StateRule rule = step.head().state();
        if (rule == null || action.effect() == Effect.READ || !(action instanceof CmdletAction cmdlet)) {
            return null;
        }
        StateSpec spec = run.specs.of(cmdlet.cmdlet(), rule, rule.with().render(scope));
        StatefulChange.Limits limits =
                new StatefulChange.Limits(timeout(step), step.head().onUnknown() == OnUnknown.ASK);
        return new StatefulChange(run, path, cmdlet.cmdlet(), spec, limits);
    }

    private static Duration timeout(Step step) {
        Duration own = step.head().timeout();
        return own == null ? TIMEOUT : own;
    }

    // ---- with a reading

    private Tried stateful(Step step, StatefulChange change, int attempt, Scope scope) {
        End end = change.attempt(attempt);
        List<String> warnings = new ArrayList<>();
        Object output = null;
        if (end instanceof End.Unchanged unchanged) {
            output = unchanged.reading().properties();
        } else if (end instanceof End.Done done && done.reply() != null) {
            Returned.Shaped shaped =
                    Returned.shape(done.reply().output(), step.head().returns());
            output = shaped.output();
            if (shaped.problem() != null) {
                warnings.add("The change is made, but its reply " + shaped.problem() + ".");
            }
            if (!PlainAttempt.judgedOk(step, done.reply(), null, scope)) {
                warnings.add("'ok_when' is false for the reply, but the reading shows that it was done.");
            }
        }
        boolean again = end instanceof End.Failed failed && failed.again();
        return new Tried(result(end, change, attempt, output, warnings), again);
    }

    private static StepResult result(
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
        String call = CallText.of(write.call().cmdlet(), write.call().parameters());
        run.record(new StepStarted(
                path,
                "cmdlet",
                1,
                Effect.CHANGE.word(),
                run.redactor().redact(call),
                Digest.sha256(call),
                "restore",
                write.spec().cmdlet(),
                null,
                position,
                undoes));
        StatefulChange.Limits limits = new StatefulChange.Limits(TIMEOUT, true);
        StatefulChange change = new StatefulChange(run, path, write.call(), write.spec(), limits);
        StepResult result = result(change.attempt(1), change, 1, null, List.of());
        run.record(new StepEnded(
                path, result.state(), 1, null, run.errorRecord(result.error()), null, null, result.warnings()));
        return result;
    }

    private static @Nullable Map<String, @Nullable Object> valuesOf(@Nullable Reading reading) {
        return reading == null ? null : reading.values();
    }

    // ---- recording

    /** What a step does, as it is shown. */
    private record Shown(Effect effect, String call) {}

    private void start(Step step, String path, int attempt, Shown shown, @Nullable Target undoes) {
        boolean reads = shown.effect() == Effect.READ;
        StateRule state = step.head().state();
        run.record(new StepStarted(
                path,
                step.kind(),
                attempt,
                shown.effect().word(),
                run.redactor().redact(shown.call()),
                Digest.sha256(shown.call()),
                reads ? "none" : undoWord(step.head()),
                reads || state == null ? null : state.cmdlet(),
                name,
                step.position(),
                undoes));
    }

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

    private void end(Step step, String path, StepResult result) {
        Object output = step.head().secretOutput() && result.output() != null
                ? hide(step, result.output())
                : run.redactor().redact(result.output());
        String stderr = result.stderr() == null ? null : run.redactor().redact(result.stderr());
        List<String> warnings =
                result.warnings().stream().map(run.redactor()::redact).toList();
        run.record(new StepEnded(
                path,
                result.state(),
                result.attempts(),
                result.state().equals("unchanged") ? null : output,
                run.errorRecord(result.error()),
                result.exit(),
                stderr,
                warnings));
    }

    private Object hide(Step step, Object output) {
        String text = output instanceof Map<?, ?> || output instanceof List<?> ? "" : output.toString();
        if (text.length() >= dev.runwright.value.Redactor.SHORTEST) {
            run.learn(new Secret("steps." + step.head().label(), text));
        }
        return "***";
    }
}
