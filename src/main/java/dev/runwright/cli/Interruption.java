package dev.runwright.cli;

import dev.runwright.engine.Cancellation;
import java.util.function.Consumer;

/** Hears a person's wish to stop (Ctrl-C, the end of the session) while a run goes on; close it when the run has ended. */
public interface Interruption extends AutoCloseable {
    /** What is asked to stop. */
    Cancellation cancellation();

    /** From now on {@code people} are told what a wish to stop that was heard does. */
    void tell(Consumer<String> people);

    @Override
    void close();
}
