package dev.runwright.engine;

import dev.runwright.estate.Estate;
import dev.runwright.model.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A sandbox company as a run's world, in this process; its clock moves when the run waits. */
record BenchWorld(Estate estate, Cmdlets cmdlets, Map<Class<?>, StepExecutor<?>> executors, Policy policy)
        implements World {
    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String profile() {
        return "sandbox";
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S extends Step> StepExecutor<S> executor(S step) {
        return (StepExecutor<S>) Objects.requireNonNull(executors.get(step.getClass()));
    }

    @Override
    public RunClock clock() {
        return new RunClock() {
            @Override
            public Instant now() {
                return estate.now();
            }

            @Override
            public void pass(Duration duration, Cancellation cancelled) {
                estate.advance(duration);
            }

            @Override
            public Duration stride() {
                return ChronoUnit.FOREVER.getDuration();
            }
        };
    }

    @Override
    public Path folder() {
        return Path.of(".");
    }

    @Override
    public Map<String, Object> connections() {
        return Map.of("exchange", Map.of("organisation", "cloud"));
    }

    @Override
    public Optional<String> refusal(Step step) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
