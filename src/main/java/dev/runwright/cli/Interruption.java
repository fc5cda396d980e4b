package dev.runwright.cli;

import dev.runwright.engine.Cancellation;

/** Hears a person's wish to stop (Ctrl-C, the end of the session) while a run goes on; close it when the run has ended. */
public interface Interruption extends AutoCloseable {
    /** What is asked to stop. */
    Cancellation cancellation();

    @Override
    void close();
}
