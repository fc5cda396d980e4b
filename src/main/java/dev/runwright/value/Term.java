package dev.runwright.value;

import org.jspecify.annotations.Nullable;

/** One node of a parsed expression. Immutable, thread-safe. */
@FunctionalInterface
interface Term {
    /**
     * Its value.
     *
     * @throws Failure if it has none
     * @throws PendingTouched if it reads what is not known yet
     */
    @Nullable Object value(Evaluation evaluation);
}
