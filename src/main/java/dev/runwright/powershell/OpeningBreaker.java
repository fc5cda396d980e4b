package dev.runwright.powershell;

import dev.runwright.engine.StepError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Spares a connection whose shell could not be opened: after each failure in a row nobody tries again for a longer time, and is
 * told at once why. Times are in nanoseconds. Thread-safe.
 */
final class OpeningBreaker {
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(5));

    private int failures;
    private long last;
    private @Nullable StepError reason;

    /** Why the shell is not to be opened now; empty if it may be tried. */
    synchronized Optional<StepError> refusal(long now) {
        StepError why = reason;
        if (why == null) {
            return Optional.empty();
        }
        long left = pause().toNanos() - (now - last);
        if (left <= 0) {
            return Optional.empty();
        }
        double seconds = Math.ceil(left / 1e9);
        Map<String, @Nullable Object> details = new LinkedHashMap<>(why.details());
        details.put("retry_after", seconds);
        String tried = failures == 1 ? "It was tried" : "It was tried " + failures + " times";
        return Optional.of(new StepError(
                why.kind(),
                why.message() + " " + tried + "; the next try is in " + (long) seconds + " s.",
                null,
                details));
    }

    /** It could not be opened; tells how long nobody tries again. */
    synchronized Duration failed(StepError error, long now) {
        failures++;
        last = now;
        reason = error;
        return pause();
    }

    private Duration pause() {
        return PAUSES.get(Math.min(failures, PAUSES.size()) - 1);
    }

    /** How often in a row it could not be opened. */
    synchronized int failures() {
        return failures;
    }

    /** It is open. */
    synchronized void succeeded() {
        failures = 0;
        reason = null;
    }
}
