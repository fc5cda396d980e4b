package dev.runwright.journal;

import dev.runwright.text.RunwrightException;

/** Another run holds a lock that this one needs. */
public final class LockedException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final String lock;
    private final String holder;

    /** Says which run holds which lock, who started it and since when. */
    public LockedException(String lock, String holder, String actor, String since) {
        super(
                "locked",
                "The lock '" + lock + "' is held by run " + holder + ", started by " + actor + " at " + since
                        + ". Wait for it, or look at it with 'runwright show " + holder
                        + "'; an interrupted run gives it back by 'runwright undo " + holder + "'.",
                null);
        this.lock = lock;
        this.holder = holder;
    }

    /** The lock's name. */
    public String lock() {
        return lock;
    }

    /** The run that holds it. */
    public String holder() {
        return holder;
    }
}
