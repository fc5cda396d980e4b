package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.ErrorRecord;
import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run has behind it when it is driven again: the runbook is walked from its beginning, and what has ended is taken from here
 * and never run again. Immutable, thread-safe.
 */
final class History {
    /** Nothing has happened yet. */
    static final History NONE = new History(null);

    private final @Nullable RunView view;

    private History(@Nullable RunView view) {
        this.view = view;
    }

    static History of(RunView view) {
        return new History(view);
    }

    /** What is known of a step; null if it was not reached. */
    @Nullable StepView step(String path) {
        return view == null ? null : view.steps().get(path);
    }

    /** The list of a fan-out as it was evaluated; empty if it was not reached. */
    Optional<FanOutListed> list(String path) {
        return view == null
                ? Optional.empty()
                : Optional.ofNullable(view.fanOuts().get(path));
    }

    /** Whether it stood still because it waited for its locks. */
    boolean awaitsLocks() {
        return view != null && view.awaitsLocks();
    }

    /** For how long processes have driven the run since the step at {@code path} began. */
    Duration spent(String path) {
        Duration begun = view == null ? null : view.marks().get(path);
        return view == null || begun == null ? Duration.ZERO : view.driven().minus(begun);
    }

    /** Whether that wave of a fan-out had begun. */
    boolean hasWave(String path, int wave) {
        return view != null
                && view.waves().getOrDefault(path, List.of()).stream().anyMatch(begun -> begun.wave() == wave);
    }

    /** Whether a step has an end that stands: an unknown outcome does not. */
    static boolean isOver(@Nullable StepView step) {
        return step != null && step.ended() != null && !step.ended().state().equals("unknown");
    }

    /** Whether the step at {@code path} must be walked into even by a run that is to stop: it has ended, or something is open in it. */
    boolean isBehind(String path) {
        StepView step = step(path);
        return step != null && (step.ended() != null || step.isContainer() || step.reached());
    }

    /** How a step has ended, as the live run saw it. */
    StepResult result(StepView step) {
        StepEnded ended = step.ended();
        if (ended == null) {
            throw new IllegalArgumentException("step " + step.path() + " has not ended");
        }
        boolean unchanged = ended.state().equals("unchanged");
        Map<String, @Nullable Object> before = properties(step.before());
        return new StepResult(
                ended.state(),
                unchanged && ended.output() == null ? before : ended.output(),
                error(ended.error()),
                before,
                unchanged && step.after() == null ? before : properties(step.after()),
                ended.attempts(),
                ended.exit(),
                ended.stderr(),
                ended.warnings(),
                null);
    }

    /** The reading that an entry kept. */
    static Reading reading(StateRead read) {
        return read.exists() ? new Reading.Present(read.properties()) : new Reading.Absent();
    }

    private static @Nullable Map<String, @Nullable Object> properties(@Nullable StateRead read) {
        return read == null ? null : read.properties();
    }

    static @Nullable StepError error(@Nullable ErrorRecord error) {
        return error == null
                ? null
                : new StepError(
                        ErrorClass.valueOf(error.kind().toUpperCase(Locale.ROOT)),
                        error.message(),
                        error.position(),
                        error.details());
    }
}
