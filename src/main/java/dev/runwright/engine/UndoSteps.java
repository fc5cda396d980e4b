package dev.runwright.engine;

import dev.runwright.model.UndoRunStep;
import dev.runwright.value.Scope;

/** Runs {@code undo_run} steps. */
interface UndoSteps {
    /** Runs one to its end. */
    StepResult run(UndoRunStep step, String path, Scope scope);
}
