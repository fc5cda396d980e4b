package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every step may say (design 2.1). Null and empty mean "not said". Immutable.
 *
 * @param id the step's id; null if it has none and cannot be addressed
 * @param label the id, else kind and number ({@code assert_3}): its part of the path
 * @param on the computer that it is done on, by a session that the connection's shell opens to it; null for the shell's own
 * @param okWhen judges one attempt's reply
 * @param onErrorContinue {@code on_error: continue}
 * @param timeout of one attempt; without it {@link #STANDARD_TIMEOUT}
 * @param until the step is done again until this holds, which sees the attempt's {@code output exit error}; null for once
 * @param every between two looks of {@code until}
 * @param restoreAsk {@code restore: ask}: left out of an undo unless named
 */
public record StepHead(
        Position position,
        @Nullable String id,
        String label,
        @Nullable Template name,
        @Nullable Expression when,
        @Nullable String connection,
        @Nullable Template on,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        @Nullable Returns returns,
        @Nullable Expression okWhen,
        @Nullable Expression until,
        Duration every,
        @Nullable StateRule state,
        @Nullable UndoRule undo,
        @Nullable Effect effect,
        boolean onErrorContinue,
        OnUnknown onUnknown,
        List<String> tags,
        boolean secretOutput,
        List<String> select,
        boolean restoreAsk,
        @Nullable FanOut foreach) {
    /** How long an attempt at a step may take that does not say it. */
    public static final Duration STANDARD_TIMEOUT = Duration.ofMinutes(15);

    /** Copies the lists. */
    public StepHead {
        tags = List.copyOf(tags);
        select = List.copyOf(select);
    }

    /** How often {@code until} looks unless a step says so. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** This with the reading and the shape of the output that its kind always has. */
    public StepHead reading(StateRule rule, Returns shape, @Nullable UndoRule way) {
        return new StepHead(
                position,
                id,
                label,
                name,
                when,
                connection,
                on,
                retry,
                timeout,
                shape,
                okWhen,
                until,
                every,
                rule,
                way,
                effect,
                onErrorContinue,
                onUnknown,
                tags,
                secretOutput,
                select,
                restoreAsk,
                foreach);
    }

    /**
     * A head that says nothing.
     *
     * @param id null if it has none
     */
    public static StepHead bare(Position position, @Nullable String id, String label) {
        return new StepHead(
                position,
                id,
                label,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                EVERY,
                null,
                null,
                null,
                false,
                OnUnknown.SETTLE,
                List.of(),
                false,
                List.of(),
                false,
                null);
    }
}
