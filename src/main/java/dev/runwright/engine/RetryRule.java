package dev.runwright.engine;

import dev.runwright.model.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether and after what delay a failed attempt is followed by another one (design 3.2). It asks no clock. That another attempt is
 * safe is for the caller to know.
 *
 * @param retry what the step says; null for "not at all"
 * @param chance numbers from 0 to 1, for the jitter
 */
record RetryRule(@Nullable Retry retry, DoubleSupplier chance) {
    /** A number from 0 to 1. */
    static final DoubleSupplier CHANCE = () -> ThreadLocalRandom.current().nextDouble();

    private static final Duration LONGEST = Duration.ofDays(365);

    /** What comes next. */
    sealed interface Next {
        /** Another attempt after this delay. */
        record Again(Duration delay) implements Next {}

        /** No other; {@code why} is a sentence. */
        record Stop(String why) implements Next {}
    }

    /**
     * What follows a failed attempt.
     *
     * @param attempt its number, from 1
     * @param begun when the first attempt began
     * @param failed its result, with an error
     */
    Next after(int attempt, Instant begun, Instant now, StepResult failed) {
        StepError error = failed.error();
        if (retry == null || error == null) {
            return new Next.Stop("The step says nothing of another attempt.");
        }
        if (attempt > retry.times()) {
            return new Next.Stop("All " + attempt + " attempts have failed.");
        }
        if (!named(retry, error, failed.exit())) {
            return new Next.Stop(
                    "'retry' does not try an error of class " + error.kind().word() + " again.");
        }
        Duration asked = asked(error);
        Duration own = delay(retry, attempt);
        Duration delay = asked.compareTo(own) > 0 ? asked : own;
        if (retry.budget() != null && now.plus(delay).isAfter(begun.plus(atMost(retry.budget())))) {
            String who = asked.compareTo(own) > 0 ? "The target asks to wait " : "The next attempt would wait ";
            return new Next.Stop(
                    who + seconds(delay) + ", which goes past the budget of " + seconds(retry.budget()) + ".");
        }
        return new Next.Again(delay);
    }

    private static boolean named(Retry retry, StepError error, @Nullable Integer exit) {
        if (retry.on().isEmpty()) {
            return error.kind() != ErrorClass.DENIED && error.kind() != ErrorClass.INVALID;
        }
        return retry.on().stream()
                .anyMatch(on -> on instanceof Retry.On.ErrorClass kind
                        ? kind.word().equals(error.kind().word())
                        : exit != null && exit == ((Retry.On.Exit) on).code());
    }

    private static Duration asked(StepError error) {
        if (!(error.details().get("retry_after") instanceof Number seconds) || !(seconds.doubleValue() > 0)) {
            return Duration.ZERO;
        }
        double most = Math.min(seconds.doubleValue(), (double) LONGEST.toSeconds());
        return Duration.ofMillis((long) Math.ceil(most * 1000));
    }

    private Duration delay(Retry retry, int attempt) {
        long most =
                atMost(retry.maxDelay() == null ? LONGEST : retry.maxDelay()).toMillis();
        long first = Math.min(most, atMost(retry.delay()).toMillis());
        long grown = switch (retry.backoff()) {
            case FIXED -> first;
            case LINEAR -> first > most / attempt ? most : first * attempt;
            case EXPONENTIAL -> doubled(first, attempt - 1, most);
        };
        return Duration.ofMillis(Math.round((double) grown * (1 - retry.jitter() * chance.getAsDouble())));
    }

    private static long doubled(long first, int times, long most) {
        if (first == 0) {
            return 0;
        }
        return times >= Long.SIZE - 1 || first > most >> times ? most : first << times;
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static Duration atMost(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
