package dev.runwright.powershell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of something that may say much; older ones and long tails are let go. Thread-safe. */
final class LineRing {
    private static final int LINES = 200;
    private static final int CHARACTERS = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > CHARACTERS ? line.substring(0, CHARACTERS) : line);
    }

    /** The newest lines, oldest first. */
    synchronized List<String> last(int count) {
        return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }
}
