package dev.runwright.engine;

import dev.runwright.text.Position;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Expression;
import dev.runwright.value.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Looks again and again until a condition holds or the time for it is over. */
final class UntilLoop {
    private final Timers timers;

    UntilLoop(Timers timers) {
        this.timers = timers;
    }

    /**
     * What is waited for.
     *
     * @param until sees {@code output exit error} of the newest look
     * @param end after which no look is taken
     * @param whole how long it may take in all, for the sentence
     */
    record Condition(String path, Expression until, Duration every, Instant end, Duration whole) {}

    /**
     * Takes looks, numbered from {@code first}. The result is the last look's if the condition holds; a look whose outcome is
     * open, or that will not get better, ends it too.
     */
    StepResult run(Condition condition, Scope scope, int first, IntFunction<StepResult> look) {
        for (int number = first; ; number++) {
            StepResult result = look.apply(number).after(number);
            boolean ends = !result.good() && !result.state().equals("failed");
            if (ends || holds(condition.until(), scope, result)) {
                return result;
            }
            if (hopeless(result.error())) {
                return result;
            }
            if (timers.isCancelled()) {
                return cancelled(number);
            }
            Duration left = Duration.between(timers.now(), condition.end());
            if (left.compareTo(Duration.ZERO) <= 0) {
                return late(condition, result, number);
            }
            Duration pause = left.compareTo(condition.every()) < 0 ? left : condition.every();
            Timers.Wait wait = timers.look(condition, pause, number);
            if (wait instanceof Timers.Wait.Later later) {
                return waiting(later.due(), number);
            }
            if (wait instanceof Timers.Wait.Over over) {
                return StepResult.failed(over.error(), number).withOutput(result.output(), result.warnings());
            }
            if (timers.isCancelled()) {
                return cancelled(number);
            }
        }
    }

    private static boolean hopeless(@Nullable StepError error) {
        return error != null && (error.kind() == ErrorClass.DENIED || error.kind() == ErrorClass.INVALID);
    }

    private static boolean holds(Expression until, Scope scope, StepResult result) {
        StepError error = result.error();
        Scope judging = Returned.judging(scope, result.output(), result.exit(), error);
        try {
            return truth(until.evaluate(judging), until.position());
        } catch (EvaluationException e) {
            if (error != null) {
                return false; // a look that failed has no output to be judged
            }
            throw e;
        }
    }

    private static boolean truth(@Nullable Object value, Position position) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new EvaluationException(
                position, "'until' must be true or false, not " + CallText.literal(value) + ".", null);
    }

    private static StepResult late(Condition condition, StepResult last, int number) {
        String sentence = "'" + condition.until().text() + "' did not hold within "
                + condition.whole().toSeconds() + " s and " + number + (number == 1 ? " look." : " looks.");
        String more = last.error() == null
                ? ""
                : " The last one failed: " + last.error().message();
        return StepResult.failed(StepError.of(ErrorClass.TIMEOUT, sentence + more), number)
                .withOutput(last.output(), last.warnings());
    }

    /** The end of a step whose wait a person ended. */
    static StepResult cancelled(int number) {
        StepError error = StepError.of(ErrorClass.UNKNOWN, "Cancelled while it waited.");
        return StepResult.failed(error, number).withState("cancelled");
    }

    /** The step goes on later; its error's details say when. */
    static StepResult waiting(Instant due, int number) {
        StepError error = new StepError(
                ErrorClass.UNKNOWN,
                "It waits until " + due.truncatedTo(ChronoUnit.SECONDS) + ".",
                null,
                Map.of(Flow.DUE, due));
        return StepResult.failed(error, number).withState("waiting");
    }
}
