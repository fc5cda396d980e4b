package dev.runwright.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a run goes after a step or a list of steps. */
sealed interface Flow {
    /** On to what comes next. */
    record Next() implements Flow {}

    /** To the nearest rescue, else to the end. */
    record Failed(String path, StepError error, @Nullable Object output) implements Flow {}

    /**
     * Nowhere: {@code cancelled}, {@code unknown} or {@code waiting}.
     *
     * @param due when it goes on by itself; null if it does not
     */
    record Halted(
            String state,
            String path,
            StepError why,
            @Nullable Instant due) implements Flow {
        /** Why carries the time in its details, if there is one. */
        static Halted of(String state, String path, StepError why) {
            return new Halted(state, path, why, why.details().get(DUE) instanceof Instant due ? due : null);
        }

        boolean isCancelled() {
            return state.equals("cancelled");
        }

        /** As the end of a step that holds others. */
        StepResult result() {
            return StepResult.failed(why, 1).withState(state);
        }
    }

    Flow NEXT = new Next();

    /** The name of an error's detail that says when a waiting step goes on. */
    String DUE = "due";
}
