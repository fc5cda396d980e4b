package dev.runwright.engine;

import dev.runwright.model.Effect;

/** A step rendered and ready to be done, once or, for a retry, more often. */
public interface Action {
    /** The call as a person would write it, secrets as {@code ***}. */
    String call();

    /** What it does to the world. */
    Effect effect();

    /** Does it; blocks until it has an outcome. */
    Outcome perform(Attempt attempt);
}
