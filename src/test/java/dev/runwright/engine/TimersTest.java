package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.TimerSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
final class TimersTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SteppedClock clock = new SteppedClock();
    private final Instant begun = clock.now();
    private final Cancellation cancellation = new Cancellation();
    private final List<JournalEntry> journal = new ArrayList<>();

    private Timers timers(Duration longest) {
        return new Timers(
                journal::add, clock, cancellation, longest == null ? Shift.unlimited() : Shift.withWaitsOf(longest));
    }

    @Test
    void aWaitIsInTheJournalBeforeItBegins() {
        List<JournalEntry> first = new ArrayList<>();
        clock.during(() -> first.addAll(first.isEmpty() ? journal : List.of()));

        assertThat(timers(null).pass("pause", HOUR, "for an hour")).isEqualTo(new Timers.Wait.Held());

        assertThat(first).containsExactly(new TimerSet("pause", begun.plus(HOUR), "for an hour"));
        assertThat(clock.now()).isEqualTo(begun.plus(HOUR));
    }

    @Test
    void aDelayBeforeAnotherAttemptIsARetry() {
        timers(null).retry("send", 2, HOUR, null);

        assertThat(journal).containsExactly(new RetryPlanned("send", 2, begun.plus(HOUR), null));
        assertThat(clock.waited()).isEqualTo(HOUR);
    }

    @Test
    void whatIsLeftOfAWaitIsWaited() {
        clock.jump(Duration.ofMinutes(50));

        timers(null).rest(begun.plus(HOUR), HOUR);

        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(10));
        assertThat(journal).isEmpty();
    }

    @Test
    void aWaitThatIsDueIsOver() {
        clock.jump(Duration.ofDays(3));

        timers(null).rest(begun.plus(HOUR), HOUR);

        assertThat(clock.waited()).isZero();
    }

    @Test
    void aClockThatWentBackDoesNotMakeAWaitLonger() {
        clock.jump(Duration.ofDays(-3));

        timers(null).rest(begun.plus(HOUR), HOUR);

        assertThat(clock.waited()).isEqualTo(HOUR);
    }

    @Test
    void aClockThatGoesForwardEndsAWaitUnderWay() {
        clock.during(() -> clock.jump(Duration.ofMinutes(40)));

        timers(null).pass("pause", HOUR, "for an hour");

        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aClockThatGoesBackInTheMiddleDoesNotMakeAWaitLonger() {
        clock.during(() -> clock.jump(Duration.ofMinutes(-5)));

        timers(null).pass("pause", HOUR, "for an hour");

        assertThat(clock.waited()).isEqualTo(HOUR);
    }

    @Test
    void aCancellationEndsAWait() {
        clock.during(cancellation::request);

        timers(null).pass("pause", HOUR, "for an hour");

        assertThat(clock.waited()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aWaitThatIsTooLongForThisProcessIsForLater() {
        assertThat(timers(HOUR).pass("pause", HOUR.plusSeconds(1), "for long"))
                .isEqualTo(new Timers.Wait.Later(begun.plus(HOUR).plusSeconds(1)));
        assertThat(clock.waited()).isZero();
        assertThat(journal).hasSize(1);

        clock.jump(Duration.ofSeconds(1));
        assertThat(timers(HOUR).rest(begun.plus(HOUR).plusSeconds(1), HOUR.plusSeconds(1)))
                .isEqualTo(new Timers.Wait.Held());
    }
}
