package dev.runwright.app;

import dev.runwright.engine.StepExecutor;
import dev.runwright.model.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The executors of one world by the kind of step that they do. */
final class StepExecutors {
    private final Map<Class<?>, StepExecutor<?>> byKind;

    StepExecutors(List<StepExecutor<?>> executors) {
        byKind = executors.stream().collect(Collectors.toUnmodifiableMap(StepExecutor::kind, Function.identity()));
    }

    /** The executor of a step's kind. */
    @SuppressWarnings("unchecked")
    <S extends Step> StepExecutor<S> of(S step) {
        StepExecutor<?> executor = byKind.get(step.getClass());
        if (executor == null) {
            throw new IllegalArgumentException("no executor for a step of kind " + step.kind());
        }
        return (StepExecutor<S>) executor;
    }
}
