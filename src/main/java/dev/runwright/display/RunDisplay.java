package dev.runwright.display;

import dev.runwright.engine.RunListener;

/** Draws a run while it goes on. Thread-safe. */
public interface RunDisplay extends RunListener, AutoCloseable {
    @Override
    void say(String line);

    /** Leaves what is drawn as it is, so that others may print below it; what is told afterwards is drawn below that. */
    void settle();

    /** Settles and draws no more. */
    @Override
    void close();
}
