package dev.runwright.engine;

import dev.runwright.journal.StepView;
import dev.runwright.model.UndoRule;
import dev.runwright.value.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run that is to be undone, as its journal and its definition tell.
 *
 * @param rule its explicit undo; null where it has none
 * @param scope what its explicit undo may read
 */
record UndoneStep(StepView view, UndoRule.@Nullable Explicit rule, Scope scope) {}
