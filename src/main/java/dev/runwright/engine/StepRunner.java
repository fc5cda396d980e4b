package dev.runwright.engine;

import dev.runwright.engine.StatefulChange.End;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.Target;
import dev.runwright.journal.StepView;
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

    StepRunner(RunContext run) {
        this.run = run;
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
        return new Running(step, path, frame, undoes, past).run();
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

    static String withHint(EvaluationException e) {
        String hint = e.problem().hint();
        return hint == null ? e.sentence() : e.sentence() + " " + hint;
    }

    /** One step under way. */
    private final class Running {
        private final Step step;
        private final String path;
        private final Scope scope;
        private final @Nullable Target undoes;
        private final @Nullable StepView past;
        private @Nullable String name;

        Running(Step step, String path, Frame frame, @Nullable Target undoes, @Nullable StepView past) {
            this.step = step;
            this.path = path;
            this.scope = frame.scope();
            this.undoes = undoes;
            this.past = past;
        }

        StepResult run() {
            StepResult result;
            try {
                name = step.head().name() == null
                        ? null
                        : run.redactor()
                                .redact(String.valueOf(step.head().name().render(scope)));
                result = step instanceof AssertStep check ? check(check) : act();
            } catch (EvaluationException e) {
                start(1, new Shown(Effect.READ, "‹cannot be rendered›"));
                StepError error = new StepError(ErrorClass.INVALID, withHint(e), e.position(), Map.of());
                result = StepResult.failed(error, 1);
            }
            if (result.state().equals("unknown")) {
                run.open(path);
                result = UnknownOutcome.asking(result, run.run(), path);
            }
            if (!result.state().equals("unknown") || past == null || past.ended() == null) {
                end(step, path, result);
            }
            return result;
        }

        private StepResult check(AssertStep check) {
            start(1, new Shown(Effect.READ, check.that().text()));
            Object value = check.that().evaluate(scope);
            if (Boolean.TRUE.equals(value)) {
                return StepResult.of("ok").after(1);
            }
            if (Boolean.FALSE.equals(value)) {
                String sentence = String.valueOf(check.otherwise().render(scope));
                return StepResult.failed(StepError.of(ErrorClass.INVALID, sentence), 1);
            }
            throw new EvaluationException(
                    check.that().position(),
                    "An assert must be true or false, not " + CallText.literal(value) + ".",
                    null);
        }

        private StepResult act() {
            Action action = prepare(step, path, scope);
            StatefulChange change = stateful(step, path, scope, action);
            PlainAttempt plain = new PlainAttempt(run, step, scope, run.attempt(path, timeout(step)));
            int attempt = 1;
            if (past != null && past.started() != null) {
                attempt = past.retry() == null
                        ? past.attempts() + 1
                        : past.retry().attempt();
                StepResult settled = change == null ? lost(plain, action) : settled(change.after(past));
                if (settled != null) {
                    return settled;
                }
            }
            return attempts(action, change, plain, attempt);
        }

        private @Nullable StepResult lost(PlainAttempt plain, Action action) {
            StepView lost = java.util.Objects.requireNonNull(past);
            return lost.decided() != null ? null : plain.lost(action, lost);
        }

        /** How a change ended that an earlier process had sent; null if it is to be sent (again). */
        private @Nullable StepResult settled(StatefulChange change) {
            StepView lost = java.util.Objects.requireNonNull(past);
            if (lost.sent() == null || lost.decided() != null || lost.retry() != null) {
                return null;
            }
            Tried tried = tried(change.settle(lost), change, lost.attempts());
            boolean resend = tried.again() && lost.returned() == null;
            return resend ? null : tried.result();
        }

        private StepResult attempts(Action action, @Nullable StatefulChange change, PlainAttempt plain, int from) {
            int times = step.head().retry() == null ? 0 : step.head().retry().times();
            for (int attempt = from; ; attempt++) {
                start(attempt, new Shown(action.effect(), action.call()));
                Tried tried = change == null
                        ? plain.attempt(action, attempt)
                        : tried(change.attempt(attempt), change, attempt);
                StepError error = tried.result().error();
                boolean more = tried.again() && attempt <= times && !run.cancellation.requested();
                if (error == null || step.head().retry() == null || !more) {
                    return tried.result();
                }
                Duration delay = step.head().retry().delay();
                run.record(new RetryPlanned(
                        path, attempt + 1, run.world.clock().now().plus(delay), run.errorRecord(error)));
                run.commit();
                run.world.clock().pass(delay, run.cancellation);
            }
        }

        private Tried tried(End end, StatefulChange change, int attempt) {
            List<String> warnings = new ArrayList<>();
            Object output = null;
            if (end instanceof End.Unchanged unchanged) {
                output = unchanged.reading().properties();
            } else if (end instanceof End.Done done) {
                output = outputOf(done, change, warnings);
            }
            boolean again = end instanceof End.Failed failed && failed.again();
            return new Tried(result(end, change, attempt, output, warnings), again);
        }

        /** The reply, in its shape; where it was lost, the object that was made is what the call would have given. */
        private @Nullable Object outputOf(End.Done done, StatefulChange change, List<String> warnings) {
            if (done.reply() == null) {
                boolean made =
                        step.head().state() != null && change.makes() && change.after() instanceof Reading.Present;
                List<Object> objects = made ? List.of(valuesOf(change.after())) : List.of();
                return Returned.shape(objects, step.head().returns()).output();
            }
            Returned.Shaped shaped =
                    Returned.shape(done.reply().output(), step.head().returns());
            if (shaped.problem() != null) {
                warnings.add("The change is made, but its reply " + shaped.problem() + ".");
            }
            if (!PlainAttempt.judgedOk(step, done.reply(), null, scope)) {
                warnings.add("'ok_when' is false for the reply, but the reading shows that it was done.");
            }
            return shaped.output();
        }

        private void start(int attempt, Shown shown) {
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
    }

    /** What a step does, as it is shown. */
    private record Shown(Effect effect, String call) {}

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
        StepView past = run.history.step(path);
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
        StatefulChange change = new StatefulChange(run, path, write.call(), write.spec(), limits).after(past);
        boolean sent = past != null && past.newest() != null && past.ended() == null;
        End end = sent ? settled(change, java.util.Objects.requireNonNull(past)) : change.attempt(1);
        StepResult result = result(end, change, 1, null, List.of());
        if (result.state().equals("unknown")) {
            run.open(path);
            result = UnknownOutcome.asking(result, run.run(), path);
        }
        run.record(new StepEnded(
                path, result.state(), 1, null, run.errorRecord(result.error()), null, null, result.warnings()));
        return result;
    }

    /** How a change that was sent ended; it is sent again if nothing came of it. */
    private static End settled(StatefulChange change, StepView past) {
        End end = change.settle(past);
        boolean resend = past.returned() == null && end instanceof End.Failed failed && failed.again();
        return resend ? change.attempt(past.attempts() + 1) : end;
    }

    private static @Nullable Map<String, @Nullable Object> valuesOf(@Nullable Reading reading) {
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

    private void end(Step step, String path, StepResult result) {
        Object output = step.head().secretOutput() && result.output() != null
                ? hide(path, result.output())
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
