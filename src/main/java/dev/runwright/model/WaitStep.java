package dev.runwright.model;

import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code wait: 10m} or {@code wait: {until, every, at_most, read}}: a timer in the journal, no sleeping thread.
 *
 * @param span how long; null when it waits for a condition
 * @param until the condition, which sees {@code output} of {@code read}; null when it waits for a time
 * @param every how often the condition is looked at
 * @param atMost after which the step fails as a timeout
 * @param read a reading step that is taken before each look; null for none
 */
public record WaitStep(
        StepHead head,
        @Nullable Template span,
        @Nullable Expression until,
        Duration every,
        Duration atMost,
        @Nullable Step read)
        implements Step {
    @Override
    public List<Step> inside() {
        return read == null ? List.of() : List.of(read);
    }

    @Override
    public String kind() {
        return "wait";
    }
}
