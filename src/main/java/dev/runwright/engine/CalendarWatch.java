package dev.runwright.engine;

import dev.runwright.journal.StepView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a run that a person has started as soon as a calendar forbids it (design 7): nothing begins any more, what is under way comes
 * to its end. One that was begun against the same event goes on. Thread-safe.
 */
final class CalendarWatch {
    /** The files may be changed while a run goes on, so they are looked at again after this. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Windows windows;
    private final Clock clock;
    private final Windows.Asked asked;
    private final @Nullable StepView approved;
    private Instant next = Instant.MIN;

    /**
     * Of a run.
     *
     * @param approved what was approved against a calendar before; null for nothing
     */
    CalendarWatch(RunEngine.Keeping keeping, Windows.Asked asked, @Nullable StepView approved) {
        this.windows = keeping.windows();
        this.clock = keeping.clock();
        this.asked = asked;
        this.approved = approved;
    }

    /** Why {@code what} does not begin; null if it may. */
    synchronized @Nullable StepError refusal(String what) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return null;
        }
        Windows.Ban ban = windows.ban(asked, now).orElse(null);
        if (ban == null || CalendarGate.knows(approved, ban)) {
            Instant later = now.plus(AGAIN);
            next = windows.forbiddenFrom(asked, now)
                    .filter(from -> from.isAfter(now) && from.isBefore(later))
                    .orElse(later);
            return null;
        }
        Map<String, @Nullable Object> details = new HashMap<>();
        details.put("event", ban.event());
        if (ban.until() != null) {
            details.put(Flow.DUE, ban.until());
        }
        String sentence = Character.toUpperCase(what.charAt(0)) + what.substring(1) + " does not begin. "
                + ban.sentence() + " 'runwright resume' with '--against-calendar --reason TEXT' goes on before, once"
                + " somebody else has approved.";
        return new StepError(ErrorClass.UNKNOWN, sentence, null, details);
    }
}
