package dev.runwright.model;

/** What becomes of an opening at which nobody was there to start the run. */
public enum Missed {
    /** The run starts late if the window is still open. */
    RUN_IF_OPEN,
    /** The next opening counts. */
    SKIP,
    /** A person is asked. */
    ASK
}
