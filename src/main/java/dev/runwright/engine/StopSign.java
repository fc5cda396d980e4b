package dev.runwright.engine;

import org.jspecify.annotations.Nullable;

/** Says to everything inside a fan-out or a parallel that nothing new may begin there. Thread-safe. */
final class StopSign {
    /** Never up. */
    static final StopSign NONE = new StopSign(null);

    private final @Nullable StopSign outer;
    private volatile boolean up;

    private StopSign(@Nullable StopSign outer) {
        this.outer = outer;
    }

    /** A sign of its own, which is up too while this one is. */
    StopSign inner() {
        return new StopSign(this);
    }

    void raise() {
        up = true;
    }

    boolean isUp() {
        return up || (outer != null && outer.isUp());
    }
}
