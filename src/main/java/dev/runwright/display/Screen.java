package dev.runwright.display;

/** The terminal that a run is drawn on. Its size may change at any time, so it is asked for at each frame. Thread-safe. */
public interface Screen {
    /** How many cells a line has. */
    int columns();

    /** How many lines it has. */
    int rows();

    /** Writes a text at once; what it is written to may be gone, which is no exception. */
    void write(String text);

    /** Whether it is a terminal at all; if not, nothing is known of its size. */
    boolean isTerminal();
}
