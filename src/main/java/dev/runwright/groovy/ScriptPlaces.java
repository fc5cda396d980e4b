package dev.runwright.groovy;

import dev.runwright.text.Position;
import org.jspecify.annotations.Nullable;

/** Turns lines of a script into places of the runbook. Stateless. */
final class ScriptPlaces {
    private ScriptPlaces() {}

    /** The place of a script's line and column, both from 1; a column below 1 is the line's begin. */
    static Position at(Position firstLine, int line, int column) {
        return new Position(
                firstLine.file(),
                firstLine.line() + Math.max(line, 1) - 1,
                firstLine.column() + Math.max(column, 1) - 1);
    }

    /** The place in the script from which an exception came; null if it came from nowhere in it. */
    static @Nullable Position of(Throwable failure, Position firstLine) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (StackTraceElement element : cause.getStackTrace()) {
                if (Scripts.FILE.equals(element.getFileName()) && element.getLineNumber() > 0) {
                    return at(firstLine, element.getLineNumber(), 1);
                }
            }
        }
        return null;
    }
}
