package dev.runwright.engine;

/** Lets something happen again and again, a second or so apart, on a thread of its own. Thread-safe. */
@FunctionalInterface
public interface Pulse {
    /** Starts a beat; it stops when the result is closed. A beat that throws is not heard again. */
    Beat start(Runnable beat);

    /** A beat that goes on. */
    @FunctionalInterface
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }

    /** Never beats. */
    Pulse NONE = beat -> () -> {};
}
