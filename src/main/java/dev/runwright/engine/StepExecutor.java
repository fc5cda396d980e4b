package dev.runwright.engine;

import dev.runwright.model.Step;

/** Does the steps of one kind. Thread-safe. */
public interface StepExecutor<S extends Step> {
    /** The kind it does. */
    Class<S> kind();

    /**
     * Renders a step; nothing outside is touched.
     *
     * @throws dev.runwright.value.EvaluationException if an expression has no value
     */
    Action prepare(S step, StepContext context);
}
