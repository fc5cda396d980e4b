package dev.runwright.engine;

import dev.runwright.journal.Occasion;
import dev.runwright.journal.RunWindow;
import dev.runwright.model.PeopleStep;
import dev.runwright.model.Step;
import dev.runwright.model.WaitStep;
import dev.runwright.value.Data;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a step begin only if it fits into what is left of the run's window, with the reserve for the way back (design 7). What waits for
 * people or for a time begins whenever it is reached. Thread-safe.
 */
final class WindowBudget {
    private final @Nullable Occasion occasion;
    private final Windows windows;
    private final Clock clock;
    private final Needs needs;
    private final @Nullable CalendarWatch calendars;
    private volatile boolean closed;

    /**
     * Of a run.
     *
     * @param occasion the window that it keeps to; null for none
     * @param calendars what holds it without a window; null for nothing
     */
    WindowBudget(
            @Nullable Occasion occasion, RunEngine.Keeping keeping, Needs needs, @Nullable CalendarWatch calendars) {
        this.occasion = occasion;
        this.windows = keeping.windows();
        this.clock = keeping.clock();
        this.needs = needs;
        this.calendars = calendars;
    }

    /** The time of this machine, by which windows go. */
    Instant now() {
        return clock.instant();
    }

    /** Why a step, or an item of a fan-out, does not begin; null if it may. */
    @Nullable StepError refusal(Step step, String path) {
        boolean waits = step.head().foreach() == null && (step instanceof PeopleStep || step instanceof WaitStep);
        if (waits) {
            return null;
        }
        String what = "step " + path;
        return hasWindow() ? refusal(what, needs.item(step, path)) : held(what);
    }

    /** Why a wave does not begin; null if it may. */
    @Nullable StepError wave(Step step, String path, int items, int atOnce) {
        String what = "the next wave of " + path;
        return hasWindow() ? refusal(what, needs.wave(step, path, items, atOnce)) : held(what);
    }

    private boolean hasWindow() {
        return occasion != null && occasion.window() != null;
    }

    private @Nullable StepError held(String what) {
        return calendars == null ? null : calendars.refusal(what);
    }

    private @Nullable StepError refusal(String what, Duration need) {
        Occasion its = java.util.Objects.requireNonNull(occasion);
        RunWindow window = java.util.Objects.requireNonNull(its.window());
        Instant now = clock.instant();
        Instant end = now.plus(need).plusSeconds(window.reserve());
        if (now.isBefore(window.close()) && !end.isAfter(window.close())) {
            return null;
        }
        closed = true;
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("window", its.schedule());
        details.put("close", window.close());
        details.put("needs", need);
        Instant next = goesOn() ? windows.nextAfter(its.schedule(), now).orElse(null) : null;
        if (next != null) {
            details.put(Flow.DUE, next);
        }
        return new StepError(ErrorClass.UNKNOWN, sentence(what, need, now, next), null, Data.copy(details));
    }

    private String sentence(String what, Duration need, Instant now, @Nullable Instant next) {
        Occasion its = java.util.Objects.requireNonNull(occasion);
        RunWindow window = java.util.Objects.requireNonNull(its.window());
        String name = "the window of '" + its.schedule() + "'";
        String why = !now.isBefore(window.close())
                ? name + " closed at " + window.close() + ", before " + what
                : what + " needs " + Needs.words(need) + " and " + Needs.words(Duration.ofSeconds(window.reserve()))
                        + " for the way back, and " + name + " closes in "
                        + Needs.words(Duration.between(now, window.close()))
                        + ", at " + window.close();
        boolean never =
                need.plusSeconds(window.reserve()).compareTo(Duration.between(its.opening(), window.close())) > 0;
        String then = !goesOn()
                ? "the schedule says to stop then"
                : next != null
                        ? "it opens next at " + next
                        : windows.of(its.schedule(), its.opening()).isEmpty()
                                ? "there is no such schedule without errors any more, so nothing opens it: put its file back and"
                                        + " resume the run, or cancel it"
                                : "no other opening is in sight";
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + "; " + then + "."
                + (never ? " A window of that length is too short for it." : "");
    }

    private boolean goesOn() {
        return occasion == null
                || occasion.window() == null
                || occasion.window().atClose().equals("finish_step");
    }

    /** Whether the close ends the run instead of letting it go on in the next window. */
    boolean ends() {
        return !goesOn();
    }

    /** Whether the time is over for a run that the close ends. */
    boolean isOver() {
        boolean over = occasion != null
                && occasion.window() != null
                && !goesOn()
                && !clock.instant().isBefore(occasion.window().close());
        closed |= over;
        return over;
    }

    /** Why a run that is cancelled stops, if the close says so and not a person; else null. */
    @Nullable StepError close() {
        if (!closed || goesOn() || occasion == null || occasion.window() == null) {
            return null;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("window", occasion.schedule());
        details.put("close", occasion.window().close());
        String sentence = "The window of '" + occasion.schedule() + "' closed at "
                + occasion.window().close() + ", and the schedule says to stop then.";
        return new StepError(ErrorClass.UNKNOWN, sentence, null, Data.copy(details));
    }

    /** Whether the close has ended the run and what it did is to be taken back. */
    boolean undoes() {
        return closed
                && occasion != null
                && occasion.window() != null
                && occasion.window().atClose().equals("undo");
    }
}
