package dev.runwright.model;

/** What becomes of an opening at which an earlier run of the schedule has not ended. */
public enum Overlap {
    /** No run starts; the earlier one goes on in this window. */
    SKIP,
    /** A run starts when the earlier one has ended, if the window is still open then. */
    QUEUE,
    /** A run starts beside the earlier one. */
    ALLOW
}
