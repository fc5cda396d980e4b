package dev.runwright.text;

/**
 * A place in a file, printed as {@code file:line:col}. Immutable.
 *
 * @param file the file as the user named it
 * @param line 1-based
 * @param column 1-based
 */
public record Position(String file, int line, int column) {
    /** The first character of {@code file}. */
    public static Position startOf(String file) {
        return new Position(file, 1, 1);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
