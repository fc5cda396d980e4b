package dev.runwright.powershell;

import java.time.Duration;

/** Told of shells that could not be opened, so that others than the run may know. Thread-safe. */
public interface OpeningNotes {
    /** Nobody wants to know. */
    OpeningNotes NONE = new OpeningNotes() {
        @Override
        public void failed(String connection, int failures, Duration pause, String why) {}

        @Override
        public void opened(String connection) {}
    };

    /**
     * A shell of a connection could not be opened.
     *
     * @param failures how often in a row
     * @param pause how long nobody tries again
     * @param why one sentence, redacted
     */
    void failed(String connection, int failures, Duration pause, String why);

    /** A shell of a connection is open. */
    void opened(String connection);
}
