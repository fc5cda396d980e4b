package dev.runwright.engine;

import org.jspecify.annotations.Nullable;

/** Where a run goes after a step or a list of steps. */
sealed interface Flow {
    /** On to what comes next. */
    record Next() implements Flow {}

    /** To the nearest rescue, else to the end. */
    record Failed(String path, StepError error, @Nullable Object output) implements Flow {}

    /** Nowhere: {@code cancelled}, {@code unknown} or {@code waiting}. */
    record Halted(String state, String path, StepError why) implements Flow {}

    Flow NEXT = new Next();
}
