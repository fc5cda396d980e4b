package dev.runwright.journal;

import dev.runwright.text.RunwrightException;

/** Another run holds a lock that this one needs. */
public final class LockedException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final String held;
    /**
     * Says which run holds which lock, who started it and since when.
     *
     * @param undo whether that run takes another one back
     */
    public LockedException(String lock, String holder, boolean undo, String actor, String since) {
        super("locked", held(lock, holder, actor, since) + hint(holder, undo), null);
        this.held = held(lock, holder, actor, since);
    }

    private static String held(String lock, String holder, String actor, String since) {
        return "The lock '" + lock + "' is held by run " + holder + ", started by " + actor + " at " + since + ".";
    }

    private static String hint(String holder, boolean undo) {
        return " Wait for it, or look at it with 'runwright show " + holder + "'; "
                + (undo
                        ? "an interrupted undo goes on, and gives it back, by 'runwright resume " + holder + "'."
                        : "an interrupted run gives it back by 'runwright undo " + holder + "'.");
    }

    /** The sentence without what to do. */
    public String held() {
        return held;
    }
}
