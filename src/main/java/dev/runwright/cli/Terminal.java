package dev.runwright.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out the result: text, or the one JSON document
 * @param err everything else
 */
public record Terminal(PrintStream out, PrintStream err) {
    /** Hands on what is still buffered. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
