package dev.runwright.engine;

import dev.runwright.model.DurationText;
import dev.runwright.model.Step;
import dev.runwright.model.WaitStep;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Expression;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Does {@code wait} steps, and repeats other steps that have an {@code until}. */
final class WaitRunner {
    private final Timers timers;
    private final Reads reads;

    WaitRunner(Timers timers, Reads reads) {
        this.timers = timers;
        this.reads = reads;
    }

    /** Makes one attempt at the reading step of a wait. */
    @FunctionalInterface
    interface Reads {
        /** Its result; {@code number} counts the looks. */
        StepResult attempt(Step read, Scope scope, int number);
    }

    /**
     * A wait or a repetition that an earlier process began.
     *
     * @param begun when the step began
     * @param looks how many it had taken
     * @param due when its newest timer ends; null if none was set
     */
    record Past(Instant begun, int looks, @Nullable Instant due) {}

    /**
     * Waits.
     *
     * @param past what is behind it; null when it begins now
     * @throws EvaluationException if an expression has no value
     */
    StepResult run(WaitStep step, String path, Scope scope, @Nullable Past past) {
        if (step.until() == null) {
            Duration span = span(step.span(), scope);
            Timers.Wait wait = past == null || past.due() == null
                    ? timers.pass(path, span, "for " + span.toSeconds() + " s")
                    : timers.rest(past.due(), span);
            return after(wait, 1, StepResult.of("ok").after(1));
        }
        Step read = step.read();
        IntFunction<StepResult> look =
                number -> read == null ? StepResult.of("ok") : reads.attempt(read, scope, number);
        UntilLoop.Condition condition = condition(path, step.until(), step.every(), step.atMost(), past);
        return repeated(condition, scope, past, look);
    }

    /**
     * Repeats a step until its {@code until} holds.
     *
     * @param once makes one attempt, by its number
     * @param limit the time for all attempts together
     */
    StepResult repeat(Step step, String path, Scope scope, Limit limit, IntFunction<StepResult> once) {
        Expression until = java.util.Objects.requireNonNull(step.head().until());
        UntilLoop.Condition condition = condition(path, until, step.head().every(), limit.whole(), limit.past());
        return repeated(condition, scope, limit.past(), once);
    }

    /** How long a repetition may take in all, and what of it is past; null when it begins now. */
    record Limit(Duration whole, @Nullable Past past) {}

    private UntilLoop.Condition condition(
            String path, Expression until, Duration every, Duration whole, @Nullable Past past) {
        Instant begun = past == null ? timers.now() : past.begun();
        return new UntilLoop.Condition(path, until, every, begun.plus(whole), whole);
    }

    private StepResult repeated(
            UntilLoop.Condition condition, Scope scope, @Nullable Past past, IntFunction<StepResult> look) {
        if (past != null && past.due() != null) {
            StepResult rested = after(timers.rest(past.due(), condition.every()), past.looks(), StepResult.of("ok"));
            if (!rested.state().equals("ok")) {
                return rested;
            }
        }
        return new UntilLoop(timers).run(condition, scope, past == null ? 1 : past.looks() + 1, look);
    }

    private StepResult after(Timers.Wait wait, int number, StepResult held) {
        if (wait instanceof Timers.Wait.Later later) {
            return UntilLoop.waiting(later.due(), number);
        }
        if (wait instanceof Timers.Wait.Over over) {
            return StepResult.failed(over.error(), number);
        }
        return timers.isCancelled() ? UntilLoop.cancelled(number) : held;
    }

    private static Duration span(@Nullable Template template, Scope scope) {
        Template span = java.util.Objects.requireNonNull(template);
        Object value = span.render(scope);
        if (value instanceof Duration duration && !duration.isNegative()) {
            return duration;
        }
        return (value instanceof String text ? DurationText.parse(text) : java.util.Optional.<Duration>empty())
                .orElseThrow(() -> new EvaluationException(
                        span.position(),
                        "'wait' must be a time such as 10m or 2h, not " + CallText.literal(value) + ".",
                        null));
    }
}
