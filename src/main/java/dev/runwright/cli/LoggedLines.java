package dev.runwright.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes what commands print for people and gives it on line by line. Thread-safe through its {@link PrintStream}. */
final class LoggedLines extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> lines;

    private LoggedLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /** A terminal whose lines all go to {@code lines}. */
    static Terminal terminal(Consumer<String> lines) {
        PrintStream stream = new PrintStream(new LoggedLines(lines), false, StandardCharsets.UTF_8);
        return new Terminal(stream, stream);
    }

    @Override
    public void write(int one) {
        if (one != '\n') {
            line.write(one);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (!text.isEmpty()) {
            lines.accept(text);
        }
    }
}
