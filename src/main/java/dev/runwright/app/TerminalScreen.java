package dev.runwright.app;

import dev.runwright.display.Screen;
import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process. Its size is what the environment says, else what {@code stty} says, asked again after the terminal has
 * said that it changed, or each second where it cannot say so; where neither knows, 80 by 24.
 */
final class TerminalScreen implements Screen {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,4})\\s+(\\d{1,4})\\s*");

    private final PrintStream out;
    private final Map<String, String> environment;
    private final boolean hearsResizing;
    private volatile boolean resized = true;
    private long asked;
    private int columns = COLUMNS;
    private int rows = ROWS;

    TerminalScreen(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
        hearsResizing = isTerminal() && Signals.whenResized(() -> resized = true);
    }

    @Override
    public synchronized int columns() {
        ask();
        return number("COLUMNS", columns);
    }

    @Override
    public synchronized int rows() {
        ask();
        return number("LINES", rows);
    }

    private int number(String variable, int otherwise) {
        String text = environment.getOrDefault(variable, "");
        return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
    }

    private void ask() {
        boolean old = !hearsResizing && System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(1);
        if (Surroundings.isWindows() || !(resized || old)) {
            return;
        }
        resized = false;
        asked = System.nanoTime();
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader answer =
                    new BufferedReader(new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
                read(answer.readLine());
            }
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
            }
        } catch (IOException e) {
            // There is no terminal to ask, or no such program: the size stays what it was.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(@Nullable String answer) {
        Matcher size = SIZE.matcher(answer == null ? "" : answer);
        if (size.matches() && !size.group(1).equals("0") && !size.group(2).equals("0")) {
            rows = Integer.parseInt(size.group(1));
            columns = Integer.parseInt(size.group(2));
        }
    }

    @Override
    public void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** An older console of Windows shows codes as they are written; the newer ones say what they are. */
    private boolean obeysCodes() {
        return !Surroundings.isWindows() || environment.containsKey("WT_SESSION") || environment.containsKey("TERM");
    }

    /** Before Java 22 there is a console only on a terminal; since then it must be asked. */
    @Override
    @SuppressWarnings("SystemConsoleNull")
    public boolean isTerminal() {
        Console console = System.console();
        if (console == null || !obeysCodes()) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
