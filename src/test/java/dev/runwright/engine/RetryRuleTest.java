package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.RetryRule.Next;
import dev.runwright.model.Retry;
import dev.runwright.text.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked
final class RetryRuleTest {
    private static final Instant BEGUN = Instant.parse("2026-10-01T08:00:00Z");
    private static final Position HERE = new Position("a.yaml", 1, 1);

    private static Retry retry(Retry.Backoff backoff, Duration delay, Duration most) {
        return new Retry(HERE, Integer.MAX_VALUE, delay, backoff, most, 0, null, List.of());
    }

    private static Retry on(Retry.On... on) {
        return new Retry(HERE, 3, Duration.ofSeconds(10), Retry.Backoff.FIXED, null, 0, null, List.of(on));
    }

    private static StepResult failed(ErrorClass kind) {
        return StepResult.failed(StepError.of(kind, "It failed."), 1);
    }

    private static StepResult throttledFor(Object seconds) {
        StepError error = new StepError(ErrorClass.THROTTLED, "Slow down.", null, Map.of("retry_after", seconds));
        return StepResult.failed(error, 1);
    }

    private static Next next(Retry retry, double chance, int attempt, StepResult failed) {
        return new RetryRule(retry, () -> chance).after(attempt, BEGUN, BEGUN, failed);
    }

    private static Duration delay(Next next) {
        assertThat(next).isInstanceOf(Next.Again.class);
        return ((Next.Again) next).delay();
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED,1,10",
        "FIXED,2,10",
        "FIXED,9,10",
        "LINEAR,1,10",
        "LINEAR,2,20",
        "LINEAR,9,90",
        "LINEAR,2147483646,100",
        "EXPONENTIAL,1,10",
        "EXPONENTIAL,2,20",
        "EXPONENTIAL,4,80",
        "EXPONENTIAL,5,100",
        "EXPONENTIAL,64,100",
        "EXPONENTIAL,2147483646,100"
    })
    void theDelayGrowsUpToItsLimit(Retry.Backoff backoff, int attempt, long seconds) {
        Retry retry = retry(backoff, Duration.ofSeconds(10), Duration.ofSeconds(100));

        assertThat(delay(next(retry, 0, attempt, failed(ErrorClass.THROTTLED)))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @EnumSource(Retry.Backoff.class)
    void noDelayShrinksOrOverflowsHoweverManyAttempts(Retry.Backoff backoff) {
        for (Duration first : List.of(
                Duration.ZERO, Duration.ofMillis(1), Duration.ofDays(300), Duration.ofSeconds(Long.MAX_VALUE))) {
            Duration before = Duration.ZERO;
            for (int attempt = 1; attempt < 200; attempt++) {
                Duration delay = delay(next(retry(backoff, first, null), 0, attempt, failed(ErrorClass.TIMEOUT)));
                assertThat(delay).isBetween(before, Duration.ofDays(365));
                before = delay;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,100", "0.5,90", "1,80"})
    void jitterShortensTheDelayByUpToItsPart(double chance, long seconds) {
        Retry retry = new Retry(HERE, 1, Duration.ofSeconds(100), Retry.Backoff.FIXED, null, 0.2, null, List.of());

        assertThat(delay(next(retry, chance, 1, failed(ErrorClass.TIMEOUT)))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @EnumSource(ErrorClass.class)
    void withoutAListEverythingIsTriedAgainButWhatWillNotGetBetter(ErrorClass kind) {
        boolean again = next(on(), 0, 1, failed(kind)) instanceof Next.Again;

        assertThat(again).isEqualTo(kind != ErrorClass.DENIED && kind != ErrorClass.INVALID);
    }

    @Test
    void aListNamesWhatIsTriedAgain() {
        Retry denied = on(new Retry.On.ErrorClass("denied"));

        assertThat(next(denied, 0, 1, failed(ErrorClass.DENIED))).isInstanceOf(Next.Again.class);
        assertThat(next(denied, 0, 1, failed(ErrorClass.TIMEOUT)))
                .isEqualTo(new Next.Stop("'retry' does not try an error of class timeout again."));
    }

    @Test
    void anExitCodeIsNamedWhateverItsClass() {
        Retry busy = on(new Retry.On.Exit(1618));
        StepResult failed = failed(ErrorClass.INVALID);

        assertThat(next(busy, 0, 1, failed.with(new Reply(null, List.of(), List.of(), true, 1618, null))))
                .isInstanceOf(Next.Again.class);
        assertThat(next(busy, 0, 1, failed.with(new Reply(null, List.of(), List.of(), true, 1603, null))))
                .isInstanceOf(Next.Stop.class);
        assertThat(next(busy, 0, 1, failed)).isInstanceOf(Next.Stop.class);
    }

    @Test
    void afterTheLastAttemptThereIsNoOther() {
        assertThat(next(on(), 0, 3, failed(ErrorClass.TIMEOUT))).isInstanceOf(Next.Again.class);
        assertThat(next(on(), 0, 4, failed(ErrorClass.TIMEOUT)))
                .isEqualTo(new Next.Stop("All 4 attempts have failed."));
        assertThat(next(null, 0, 1, failed(ErrorClass.TIMEOUT))).isInstanceOf(Next.Stop.class);
    }

    @Test
    void whatTheTargetAsksForIsALowerBoundEvenAboveTheLimit() {
        Retry retry = retry(Retry.Backoff.FIXED, Duration.ofSeconds(10), Duration.ofSeconds(20));

        assertThat(delay(next(retry, 0, 1, throttledFor(60)))).isEqualTo(Duration.ofSeconds(60));
        assertThat(delay(next(retry, 0, 1, throttledFor(2.128)))).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay(next(retry, 0, 1, throttledFor(12.3456)))).isEqualTo(Duration.ofMillis(12_346));
        assertThat(delay(next(retry, 0, 1, throttledFor(-5)))).isEqualTo(Duration.ofSeconds(10));
        assertThat(delay(next(retry, 0, 1, throttledFor(Double.NaN)))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void noAttemptBeginsAfterTheBudget() {
        Retry retry = new Retry(
                HERE, 9, Duration.ofSeconds(10), Retry.Backoff.FIXED, null, 0, Duration.ofSeconds(60), List.of());
        RetryRule rule = new RetryRule(retry, () -> 0);

        assertThat(rule.after(1, BEGUN, BEGUN.plusSeconds(50), failed(ErrorClass.TIMEOUT)))
                .isEqualTo(new Next.Again(Duration.ofSeconds(10)));
        assertThat(rule.after(1, BEGUN, BEGUN.plusSeconds(51), failed(ErrorClass.TIMEOUT)))
                .isEqualTo(new Next.Stop("The next attempt would wait 10 s, which goes past the budget of 60 s."));
        assertThat(rule.after(1, BEGUN, BEGUN, throttledFor(61)))
                .isEqualTo(new Next.Stop("The target asks to wait 61 s, which goes past the budget of 60 s."));
    }
}
