package dev.runwright.text;

import org.jspecify.annotations.Nullable;

/**
 * The base of every exception that Runwright throws itself: lost infrastructure (a full disk, a store that is locked) and calls
 * that cannot be carried out. A step that fails is a result, never one of these.
 */
public class RunwrightException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Made by named factories of subclasses.
     *
     * @param code short, stable, snake case
     * @param message one sentence for a person, with what to do
     * @param cause what happened underneath, or {@code null}
     */
    public RunwrightException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code, snake case. */
    public final String code() {
        return code;
    }

    /** The message, which is never missing. */
    public final String sentence() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
