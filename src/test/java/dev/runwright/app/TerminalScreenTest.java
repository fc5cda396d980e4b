package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {
    /** Keeps what is written apart by its writes. */
    private static final class Writes extends ByteArrayOutputStream {
        private final List<String> texts = new ArrayList<>();

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            texts.add(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    private final Writes writes = new Writes();

    private TerminalScreen screen(Map<String, String> environment) {
        return new TerminalScreen(new PrintStream(writes, false, StandardCharsets.UTF_8), environment);
    }

    @Test
    void theEnvironmentSaysTheSize() {
        TerminalScreen screen = screen(Map.of("COLUMNS", "33", "LINES", "7"));
        assertThat(screen.columns()).isEqualTo(33);
        assertThat(screen.rows()).isEqualTo(7);
    }

    @Test
    void whatIsNoSizeIsNotBelieved() {
        TerminalScreen screen = screen(Map.of("COLUMNS", "0", "LINES", "many"));
        assertThat(screen.columns()).isPositive();
        assertThat(screen.rows()).isPositive();
    }

    @Test
    void aFrameIsOneWriteHoweverLongItIs() {
        String frame = "✓ 日本語\n".repeat(5_000);
        screen(Map.of()).write(frame);
        assertThat(writes.texts).containsExactly(frame);
    }
}
