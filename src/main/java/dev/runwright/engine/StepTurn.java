package dev.runwright.engine;

import dev.runwright.engine.StatefulChange.End;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.Target;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.StepView;
import dev.runwright.model.AssertStep;
import dev.runwright.model.Effect;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.model.WaitStep;
import dev.runwright.value.Digest;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn at one step that holds no others: from where an earlier process left it, else from its beginning, to its end or a wait. */
final class StepTurn {
    private static final WaitRunner.Reads NO_READS = (read, scope, number) -> StepResult.of("ok");
    private static final Duration LONGEST_RETRY = Duration.ofDays(365);

    private final RunContext run;
    private final StepRunner runner;
    private final Step step;
    private final String path;
    private final Scope scope;
    private final @Nullable Target undoes;
    private final @Nullable StepView past;
    private final boolean wayBack;
    private @Nullable String name;
    private boolean begun;

    StepTurn(RunContext run, StepRunner runner, Step step, Place place) {
        this.run = run;
        this.runner = runner;
        this.step = step;
        this.path = place.path();
        this.scope = place.scope();
        this.undoes = place.undoes();
        this.past = place.past();
        this.wayBack = place.wayBack();
    }

    /**
     * Where a step stands.
     *
     * @param undoes what it takes back, for a step of an undo; else null
     * @param past what the journal says of it; null if it was not reached
     * @param wayBack whether it is done whatever is left of a window
     */
    record Place(
            String path,
            Scope scope,
            @Nullable Target undoes,
            @Nullable StepView past,
            boolean wayBack) {}

    /** Takes the turn. */
    StepResult run() {
        StepResult result;
        try {
            name = step.head().name() == null
                    ? null
                    : run.redactor().redact(String.valueOf(step.head().name().render(scope)));
            result = step instanceof AssertStep check
                    ? check(check)
                    : step instanceof WaitStep wait ? waits(wait) : act();
        } catch (EvaluationException e) {
            start(1, new StepRunner.Shown(Effect.READ, "‹cannot be rendered›"));
            StepError error = StepError.of(e);
            result = StepResult.failed(error, 1);
        }
        if (result.state().equals("unknown")) {
            run.open(path);
            result = UnknownOutcome.asking(result, run.run(), path);
        }
        if (result.state().equals("waiting")) {
            run.open(path);
        } else if (begun || !result.state().equals("unknown") || past == null || past.ended() == null) {
            runner.end(step, path, result);
        }
        return result;
    }

    private StepResult check(AssertStep check) {
        start(1, new StepRunner.Shown(Effect.READ, check.that().text()));
        Object value = check.that().evaluate(scope);
        if (Boolean.TRUE.equals(value)) {
            return StepResult.of("ok").after(1);
        }
        if (Boolean.FALSE.equals(value)) {
            String sentence = String.valueOf(check.otherwise().render(scope));
            return StepResult.failed(StepError.of(ErrorClass.INVALID, sentence), 1);
        }
        throw new EvaluationException(
                check.that().position(), "An assert must be true or false, not " + CallText.literal(value) + ".", null);
    }

    private StepResult act() {
        Action action = runner.prepare(step, path, scope);
        StatefulChange change = runner.stateful(step, path, scope, action);
        if (step.head().secretOutput()) {
            run.hide(path);
        }
        PlainAttempt plain = new PlainAttempt(run, step, scope, run.attempt(path, StepRunner.timeout(step)));
        int attempt = 1;
        if (past != null && past.started() != null) {
            attempt = past.retry() == null ? past.attempts() + 1 : past.retry().attempt();
            if (past.retry() != null) {
                Timers.Wait wait = runner.timers.rest(past.retry().due(), LONGEST_RETRY);
                if (wait instanceof Timers.Wait.Over over) {
                    return StepResult.failed(over.error(), past.attempts());
                }
                if (wait instanceof Timers.Wait.Later later) {
                    return UntilLoop.waiting(later.due(), past.attempts());
                }
            }
            StepResult settled = change == null ? lost(plain, action) : settled(change.after(past));
            if (settled != null) {
                return settled;
            }
        }
        return step.head().until() == null
                ? attempts(action, change, plain, attempt)
                : repeated(action, change, plain, attempt);
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
        End end = change.settle(lost);
        return end == null ? null : tried(end, change, lost.attempts()).result();
    }

    private StepResult attempts(Action action, @Nullable StatefulChange change, PlainAttempt plain, int from) {
        RetryRule rule = new RetryRule(step.head().retry(), RetryRule.CHANCE);
        Instant begun = runner.timers.now();
        for (int attempt = from; ; attempt++) {
            Tried tried = once(action, change, plain, attempt);
            if (!tried.again() || run.cancellation.requested()) {
                return tried.result();
            }
            RetryRule.Next next = rule.after(attempt, begun, runner.timers.now(), tried.result());
            if (!(next instanceof RetryRule.Next.Again again)) {
                return tried.result();
            }
            JournalEntry.ErrorRecord error = run.errorRecord(tried.result().error());
            Timers.Wait wait = runner.timers.retry(path, attempt + 1, again.delay(), error);
            if (wait instanceof Timers.Wait.Later later) {
                return UntilLoop.waiting(later.due(), attempt);
            }
            if (wait instanceof Timers.Wait.Over over) {
                return StepResult.failed(over.error(), attempt);
            }
            StepError closed = wayBack ? null : run.budget.refusal(step, path);
            if (closed != null) {
                return closed(closed, attempt);
            }
        }
    }

    /** Another attempt does not fit into the window: where the close ends the run, the run stops here. */
    private StepResult closed(StepError error, int attempt) {
        if (run.budget.ends()) {
            run.cancellation.request();
        }
        return StepResult.failed(error, attempt).withState(run.budget.ends() ? "cancelled" : "waiting");
    }

    private Tried once(Action action, @Nullable StatefulChange change, PlainAttempt plain, int attempt) {
        start(attempt, new StepRunner.Shown(action.effect(), action.call()));
        return change == null ? plain.attempt(action, attempt) : tried(change.attempt(attempt), change, attempt);
    }

    /** Again and again until its {@code until} holds; only an attempt that surely did nothing, or only reads, is made again. */
    private StepResult repeated(Action action, @Nullable StatefulChange change, PlainAttempt plain, int from) {
        WaitRunner.Limit limit = new WaitRunner.Limit(StepRunner.timeout(step), waited());
        WaitRunner waits = new WaitRunner(runner.timers, NO_READS);
        return waits.repeat(step, path, scope, limit, number -> {
            int attempt = Math.max(number, from);
            return once(action, change, plain, attempt).result();
        });
    }

    // ---- waits

    private StepResult waits(WaitStep wait) {
        if (past == null || past.timer() == null) {
            start(past == null ? 1 : past.attempts() + 1, new StepRunner.Shown(Effect.READ, shown(wait)));
        }
        WaitRunner.Reads reads = (read, inner, number) -> {
            Action action = runner.prepare(read, path, inner);
            return new PlainAttempt(run, read, inner, run.attempt(path, StepRunner.timeout(read)))
                    .attempt(action, number)
                    .result();
        };
        return new WaitRunner(runner.timers, reads).run(wait, path, scope, waited());
    }

    /** A wait as a person reads it. */
    static String shown(WaitStep wait) {
        if (wait.until() != null) {
            return "wait until " + wait.until().text();
        }
        return wait.span() instanceof Template.Literal literal ? "wait " + literal.value() : "wait for a time";
    }

    private WaitRunner.@Nullable Past waited() {
        TimerSet timer = past == null ? null : past.timer();
        return timer == null
                ? null
                : new WaitRunner.Past(timer.begun() == null ? timer.due() : timer.begun(), timer.looks(), timer.due());
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
        return new Tried(StepRunner.result(end, change, attempt, output, warnings), again);
    }

    /** The reply, in its shape; where it was lost, the object that was made is what the call would have given. */
    private @Nullable Object outputOf(End.Done done, StatefulChange change, List<String> warnings) {
        if (done.reply() == null) {
            boolean made = step.head().state() != null && change.makes() && change.after() instanceof Reading.Present;
            List<Object> objects = made ? List.of(StepRunner.valuesOf(change.after())) : List.of();
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

    private void start(int attempt, StepRunner.Shown shown) {
        boolean reads = shown.effect() == Effect.READ;
        StateRule state = step.head().state();
        begun = true;
        run.record(new StepStarted(
                path,
                step.kind(),
                attempt,
                shown.effect().word(),
                run.redactor().redact(shown.call()),
                Digest.sha256(shown.call()),
                reads ? "none" : StepRunner.undoWord(step.head()),
                reads || state == null ? null : state.cmdlet(),
                name,
                step.position(),
                undoes));
    }
}
