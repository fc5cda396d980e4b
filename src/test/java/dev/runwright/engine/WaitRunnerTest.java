package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.model.StepHead;
import dev.runwright.model.StepHeads;
import dev.runwright.model.WaitStep;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Expression;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
final class WaitRunnerTest {
    private static final Position HERE = new Position("a.yaml", 1, 1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SteppedClock clock = new SteppedClock();
    private final Instant begun = clock.now();
    private final Scope scope = Scope.of(Map.of(), begun);
    private final Cancellation cancellation = new Cancellation();
    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<Integer> looks = new ArrayList<>();

    private static StepHead head(String until) {
        Expression condition = until == null ? null : expression(until);
        return StepHeads.until(StepHead.bare(HERE, "pause", "pause"), condition, MINUTE);
    }

    private static Expression expression(String text) {
        return Expression.parse(text, HERE, new Problems()).orElseThrow();
    }

    private static WaitStep span(Object value) {
        return new WaitStep(head(null), new Template.Literal(HERE, value), null, MINUTE, MINUTE, null);
    }

    private static WaitStep until(String condition) {
        WaitStep read = span("1m");
        return new WaitStep(head(null), null, expression(condition), MINUTE, Duration.ofMinutes(10), read);
    }

    private WaitRunner runner(Duration longest, IntFunction<StepResult> answers) {
        Timers timers = new Timers(
                journal::add, clock, cancellation, longest == null ? Shift.unlimited() : Shift.withWaitsOf(longest));
        return new WaitRunner(timers, (read, names, number) -> {
            looks.add(number);
            return answers.apply(number);
        });
    }

    private StepResult run(WaitStep step, IntFunction<StepResult> answers) {
        return runner(null, answers).run(step, "pause", scope, null);
    }

    private static StepResult ok(Object output) {
        return StepResult.of("ok").withOutput(output, List.of());
    }

    private static StepResult failed(ErrorClass kind) {
        return StepResult.failed(StepError.of(kind, "The server is away."), 1);
    }

    @Test
    void aSpanPasses() {
        StepResult result = run(span("1h30m"), number -> null);

        assertThat(result.state()).isEqualTo("ok");
        assertThat(result.output()).isNull();
        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(90));
        assertThat(journal).containsExactly(new TimerSet("pause", begun.plusSeconds(5400), "for 5400 s"));
    }

    @Test
    void aSpanThatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> run(span("soon"), number -> null))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("'wait' must be a time such as 10m or 2h, not soon.");
    }

    @Test
    void aConditionIsLookedAtUntilItHolds() {
        StepResult result = run(until("output == 3"), number -> ok((long) number));

        assertThat(result.state()).isEqualTo("ok");
        assertThat(result.output()).isEqualTo(3L);
        assertThat(result.attempts()).isEqualTo(3);
        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aConditionThatDoesNotHoldInTimeIsATimeout() {
        StepResult result = run(until("output == 0"), number -> ok((long) number));

        assertThat(result.state()).isEqualTo("failed");
        assertThat(result.error())
                .isEqualTo(StepError.of(ErrorClass.TIMEOUT, "'output == 0' did not hold within 600 s and 11 looks."));
        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aLookThatFailsIsTakenAgainUnlessItCannotGetBetter() {
        StepResult away =
                run(until("output.up"), number -> number < 3 ? failed(ErrorClass.UNREACHABLE) : ok(Map.of("up", true)));
        StepResult denied = run(until("output.up"), number -> failed(ErrorClass.DENIED));

        assertThat(away.state()).isEqualTo("ok");
        assertThat(looks).containsExactly(1, 2, 3, 1);
        assertThat(denied.error().kind()).isEqualTo(ErrorClass.DENIED);
    }

    @Test
    void aConditionThatIsNeitherTrueNorFalseIsRefused() {
        assertThatThrownBy(() -> run(until("output"), number -> ok(1L)))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("'until' must be true or false, not 1.");
    }

    @Test
    void aCancellationEndsTheWaitAsCancelled() {
        clock.during(cancellation::request);

        assertThat(run(span("2h"), number -> null).state()).isEqualTo("cancelled");
        assertThat(clock.waited()).isEqualTo(MINUTE);
    }

    @Test
    void aWaitThatIsTooLongForThisProcessSaysWhenItGoesOn() {
        StepResult result = runner(MINUTE, number -> null).run(span("2h"), "pause", scope, null);

        assertThat(result.state()).isEqualTo("waiting");
        assertThat(result.error().details()).containsEntry("due", begun.plusSeconds(7200));
    }

    @Test
    void aWaitThatAnEarlierProcessBeganGoesOnWhereItWas() {
        clock.jump(Duration.ofMinutes(90));
        WaitRunner.Past span = new WaitRunner.Past(begun, 1, begun.plusSeconds(7200));
        runner(null, number -> null).run(span("2h"), "pause", scope, span);
        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(30));

        WaitRunner.Past late = new WaitRunner.Past(begun, 4, begun.plusSeconds(240));
        StepResult result = runner(null, number -> ok(0L)).run(until("output == 1"), "pause", scope, late);
        assertThat(looks).containsExactly(5);
        assertThat(result.error().kind()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void aStepIsRepeatedUntilItsConditionHolds() {
        WaitStep step = new WaitStep(head("output >= 2"), null, null, MINUTE, MINUTE, null);
        WaitRunner.Limit limit = new WaitRunner.Limit(Duration.ofMinutes(15), null);

        StepResult good = runner(null, null).repeat(step, "pause", scope, limit, number -> ok((long) number));
        StepResult open = runner(null, null)
                .repeat(
                        step,
                        "pause",
                        scope,
                        limit,
                        number -> failed(ErrorClass.UNKNOWN).withState("unknown"));

        assertThat(good.attempts()).isEqualTo(2);
        assertThat(open.state()).isEqualTo("unknown");
        assertThat(open.attempts()).isEqualTo(1);
    }
}
