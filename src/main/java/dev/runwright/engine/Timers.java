package dev.runwright.engine;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.TimerSet;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a run lets time pass: each wait stands in the journal with its due time before it begins. */
final class Timers {
    private final Consumer<JournalEntry> durable;
    private final RunClock clock;
    private final Cancellation cancellation;
    private final Shift shift;
    private final Deadline deadline;

    /**
     * @param durable writes an entry and makes it durable
     * @param shift which waits are held in this process; in a rehearsal, where waiting takes no time, all
     */
    Timers(Consumer<JournalEntry> durable, RunClock clock, Cancellation cancellation, Shift shift) {
        this(durable, clock, cancellation, shift, Deadline.none(clock));
    }

    private Timers(
            Consumer<JournalEntry> durable, RunClock clock, Cancellation cancellation, Shift shift, Deadline deadline) {
        this.durable = durable;
        this.clock = clock;
        this.cancellation = cancellation;
        this.shift = shift;
        this.deadline = deadline;
    }

    /** The same, but no wait outlasts {@code other}. */
    Timers within(Deadline other) {
        return new Timers(durable, clock, cancellation, shift, other);
    }

    /** What became of a wait. */
    sealed interface Wait {
        /** It was held to its end, or to a cancellation. */
        record Held() implements Wait {}

        /** It is too long for this process: the run pauses until then. */
        record Later(Instant due) implements Wait {}

        /** It was cut short: the time for what it stands in is over. */
        record Over(StepError error) implements Wait {}
    }

    Instant now() {
        return clock.now();
    }

    boolean isCancelled() {
        return cancellation.requested();
    }

    /** Waits for a step. */
    Wait pass(String path, Duration span, String why) {
        Instant due = clock.now().plus(span);
        durable.accept(new TimerSet(path, due, why));
        return rest(due, span);
    }

    /** Waits between two looks of a wait that began at {@code begun}. */
    Wait look(UntilLoop.Condition condition, Duration pause, int looks) {
        Instant due = clock.now().plus(pause);
        Instant begun = condition.end().minus(condition.whole());
        String why = "until " + condition.until().text();
        durable.accept(new TimerSet(condition.path(), due, why, begun, looks));
        return rest(due, pause);
    }

    /** Waits before another attempt at a step. */
    Wait retry(String path, int attempt, Duration delay, JournalEntry.@Nullable ErrorRecord error) {
        Instant due = clock.now().plus(delay);
        durable.accept(new RetryPlanned(path, attempt, due, error));
        return rest(due, delay);
    }

    /**
     * Waits for what is left of a wait that is in the journal: never longer than it was to be, should the clock have gone back; not
     * at all once it is due.
     *
     * @param whole how long it was to be
     */
    Wait rest(Instant due, Duration whole) {
        Duration left = left(due, whole);
        Duration longest = clock.isReal() ? shift.longest() : null;
        if (longest != null && left.compareTo(longest) > 0) {
            return new Wait.Later(due);
        }
        while (left.compareTo(Duration.ZERO) > 0 && !cancellation.requested()) {
            if (shift.isOver()) {
                return new Wait.Later(due);
            }
            StepError over = deadline.passed();
            if (over != null) {
                return new Wait.Over(over);
            }
            Duration look = deadline.within(left.compareTo(clock.stride()) < 0 ? left : clock.stride());
            clock.pass(look, cancellation);
            left = left(due, left.minus(look));
        }
        return new Wait.Held();
    }

    private Duration left(Instant due, Duration most) {
        Duration left = Duration.between(clock.now(), due);
        return left.compareTo(most) < 0 ? left : most;
    }
}
