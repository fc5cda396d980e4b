package dev.runwright.text;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong at a place, as a value: readers and checkers collect problems, only the edge turns them into an exit code.
 * Printed as {@code file:line:col: message. hint}. Immutable.
 *
 * @param position where it is; never outside the file
 * @param level whether a run is refused for it
 * @param code short, stable, snake case, for machines ({@code unknown_key})
 * @param message one sentence: what is wrong, what was expected, what was found
 * @param hint what to do, or {@code null} where the message says it
 */
public record Problem(
        Position position,
        Level level,
        String code,
        String message,
        @Nullable String hint) {

    /** How much a problem weighs. */
    public enum Level {
        /** No run. */
        ERROR,
        /** A run, after the reader has been told. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /** An error, the usual case. */
    public static Problem error(Position position, String code, String message, @Nullable String hint) {
        return new Problem(position, Level.ERROR, code, message, hint);
    }

    /** A warning. */
    public static Problem warning(Position position, String code, String message, @Nullable String hint) {
        return new Problem(position, Level.WARNING, code, message, hint);
    }

    /** Whether this problem alone refuses a run. */
    public boolean isError() {
        return level == Level.ERROR;
    }

    @Override
    public String toString() {
        String kind = level == Level.ERROR ? "" : level.name().toLowerCase(java.util.Locale.ROOT) + ": ";
        return position + ": " + kind + message + (hint == null ? "" : " " + hint);
    }
}
