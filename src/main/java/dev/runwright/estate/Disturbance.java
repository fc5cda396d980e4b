package dev.runwright.estate;

/** What a fault does to the shell itself, after the call took effect or before. */
public enum Disturbance {
    /** The shell's process ends. */
    DIE,
    /** The command does not come back until it is stopped. */
    HANG,
    /** The shell never answers, and does not stop either. */
    STUCK,
    /** The shell writes half of its reply, then ends. */
    HALF,
    /** The shell says that its time was up. */
    TIMEOUT
}
