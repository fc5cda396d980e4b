package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A runbook of language version 1 (design 2). Immutable.
 *
 * @param source the text it was read from; its digest pins a run
 * @param timeout running time, without the time spent waiting for people; null for none
 * @param report whether each run leaves a report when it ends
 * @param outputs name to value, rendered when the run has succeeded
 */
public record Runbook(
        Position position,
        SourceText source,
        String name,
        @Nullable String title,
        @Nullable String purpose,
        List<Input> inputs,
        List<Check> checks,
        @Nullable Lock lock,
        @Nullable Duration timeout,
        boolean report,
        List<Step> steps,
        List<Step> always,
        Map<String, Template> outputs) {
    /** Copies the lists. */
    public Runbook {
        inputs = List.copyOf(inputs);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
        always = List.copyOf(always);
        outputs = Data.copy(outputs);
    }

    /** A condition over all inputs, judged before a run exists. */
    public record Check(Position position, Expression that, Template otherwise, boolean blocks) {}
}
