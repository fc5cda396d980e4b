package dev.runwright.engine;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.Recorded;
import java.util.List;

/** Told of a run's progress as it happens, for display. Must not block. */
public interface RunListener {
    /** An entry was appended to the journal of {@code run}; its texts are redacted. */
    void appended(String run, JournalEntry entry);

    /** A run goes on: all of its entries so far; the newest {@code RunResumed} and what follows it are new. */
    default void goesOn(List<Recorded> entries) {}

    /** A step said something while it runs. */
    void event(String path, Events.Event event);

    /** A line for people that is in no journal. */
    default void say(String line) {}

    /** Nobody listens. */
    RunListener NONE = new RunListener() {
        @Override
        public void appended(String run, JournalEntry entry) {}

        @Override
        public void event(String path, Events.Event event) {}
    };
}
