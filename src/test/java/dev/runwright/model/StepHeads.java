package dev.runwright.model;

import dev.runwright.value.Expression;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Heads of steps for tests: a bare one and the little that a test says of it. */
public final class StepHeads {
    private StepHeads() {}

    /** That head of a step with an effect; null for the kind's own. */
    public static StepHead effect(StepHead bare, @Nullable Effect effect) {
        return changed(bare, null, null, StepHead.EVERY, effect);
    }

    /** That head of a step on a connection, with an effect. */
    public static StepHead on(StepHead bare, @Nullable String connection, @Nullable Effect effect) {
        return changed(bare, connection, null, StepHead.EVERY, effect);
    }

    /** That head of a step that is repeated. */
    public static StepHead until(StepHead bare, @Nullable Expression until, Duration every) {
        return changed(bare, null, until, every, null);
    }

    private static StepHead changed(
            StepHead bare,
            @Nullable String connection,
            @Nullable Expression until,
            Duration every,
            @Nullable Effect effect) {
        return new StepHead(
                bare.position(),
                bare.id(),
                bare.label(),
                bare.name(),
                bare.when(),
                connection,
                bare.on(),
                bare.retry(),
                bare.timeout(),
                bare.returns(),
                bare.okWhen(),
                until,
                every,
                bare.state(),
                bare.undo(),
                effect,
                bare.onErrorContinue(),
                bare.onUnknown(),
                bare.tags(),
                bare.secretOutput(),
                bare.select(),
                bare.restoreAsk(),
                bare.foreach());
    }
}
