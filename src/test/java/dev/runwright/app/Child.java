package dev.runwright.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** The command line in a process of its own that halts where it is told to. */
@NullUnmarked
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private Child(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code arguments} in the tool's folder; {@code point} is one of {@link HaltingMain}. */
    static Child start(Tool tool, String point, int secondsAhead, String... arguments) throws IOException {
        return start(tool, HaltingMain.class, point, secondsAhead, arguments);
    }

    /** Starts a node that wants all these runs, and halts before the first. */
    static Child racing(Tool tool, List<String> runs) throws IOException {
        return start(tool, RacingMain.class, "0", 0, runs.toArray(String[]::new));
    }

    private static Child start(Tool tool, Class<?> main, String point, int secondsAhead, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Drunwright.install=" + System.getProperty("runwright.install"),
                "-D" + HaltingMain.POINT + "=" + point,
                "-D" + HaltingMain.AHEAD + "=" + secondsAhead,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(tool.folder.toFile());
        builder.environment().putAll(tool.environment);
        return new Child(builder.redirectErrorStream(true).start());
    }

    /** Reads on until it halts; false if it ended instead. */
    boolean halted() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(HaltingMain.HALTED)) {
                return true;
            }
            lines.add(line);
        }
        return false;
    }

    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Waits for its end and gives its exit code. */
    int end() throws IOException, InterruptedException {
        if (halted()) {
            throw new IllegalStateException("it halts again");
        }
        return process.waitFor();
    }

    /** What it has written until now. */
    String text() {
        return String.join("\n", lines);
    }

    /** The lines that it has written until now. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** After its end: how many points there were. */
    int points() {
        String last = lines.get(lines.size() - 1);
        return Integer.parseInt(last.substring(HaltingMain.POINTS.length()));
    }

    /** Sends a signal such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + ": " + code);
        }
    }

    /** The processes that it has started. */
    List<ProcessHandle> workers() {
        return process.descendants().toList();
    }

    /** Ends it at once, as an operating system does, and nothing else. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        output.close();
    }
}
