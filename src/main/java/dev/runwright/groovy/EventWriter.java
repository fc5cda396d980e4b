package dev.runwright.groovy;

import dev.runwright.engine.Events;
import java.io.PrintWriter;
import java.io.Writer;

/** What a script prints, as events line by line: standard output belongs to the command. */
final class EventWriter extends Writer {
    private final Events events;
    private final StringBuilder line = new StringBuilder();

    EventWriter(Events events) {
        this.events = events;
    }

    /** A writer that flushes after each line. */
    PrintWriter printer() {
        return new PrintWriter(this, true);
    }

    @Override
    public void write(char[] text, int offset, int length) {
        synchronized (line) {
            line.append(text, offset, length);
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                tell(line.substring(0, end).stripTrailing());
                line.delete(0, end + 1);
            }
        }
    }

    private void tell(String text) {
        events.event(new Events.Event("stdout", text, null));
    }

    @Override
    public void flush() {
        // a line is told when it is whole
    }

    @Override
    public void close() {
        synchronized (line) {
            if (line.length() > 0) {
                tell(line.toString());
                line.setLength(0);
            }
        }
    }
}
