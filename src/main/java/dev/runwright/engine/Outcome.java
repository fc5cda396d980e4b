package dev.runwright.engine;

import org.jspecify.annotations.Nullable;

/** How one attempt ended, as far as the sender can tell. */
public sealed interface Outcome {
    /** The target answered; errors that did not end the call are in the reply. */
    record Returned(Reply reply) implements Outcome {}

    /** The target answered with an error that ended the call; it may have acted in part before it. */
    record Failed(StepError error, @Nullable Reply reply) implements Outcome {}

    /** Nothing reached the target: safe to try again. */
    record NotSent(StepError error) implements Outcome {}

    /** It may have reached the target: only a reading or a person can tell. */
    record Unknown(StepError error) implements Outcome {}
}
