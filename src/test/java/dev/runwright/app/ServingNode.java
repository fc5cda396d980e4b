package dev.runwright.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/** {@code runwright serve} in a process of its own; a test waits for what it says. */
@NullUnmarked
final class ServingNode implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(8);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Listener listener;

    /** Hears of each line of any node. */
    @FunctionalInterface
    interface Listener {
        void line(String line);
    }

    private ServingNode(Process process, Listener listener) {
        this.process = process;
        this.listener = listener;
    }

    static ServingNode start(Path folder, Map<String, String> environment, String config, Listener listener)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Xmx160m",
                        "-Drunwright.install=" + System.getProperty("runwright.install"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--log",
                        "json",
                        "--config",
                        config)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        ServingNode node = new ServingNode(builder.start(), listener);
        Thread reader = new Thread(node::read, "lines of " + node.process.pid());
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
                listener.line(line);
            }
        } catch (IOException e) {
            // it was killed
        }
        synchronized (this) {
            lines.add("-- end");
            notifyAll();
        }
    }

    /** Waits until it has said so many lines that fit, from the beginning. */
    synchronized ServingNode await(int times, Predicate<String> fits) throws InterruptedException {
        long end = System.nanoTime() + LIMIT;
        while (lines.stream().filter(fits).count() < times) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || lines.contains("-- end")) {
                throw new AssertionError("it has not said that: " + text());
            }
            wait(left);
        }
        return this;
    }

    /** What it has started and still runs. */
    List<ProcessHandle> programs() {
        return process.descendants().toList();
    }

    ServingNode await(String event) throws InterruptedException {
        return await(1, line -> line.contains("\"event\":\"" + event + "\""));
    }

    synchronized long count(String event) {
        return lines.stream()
                .filter(line -> line.contains("\"event\":\"" + event + "\""))
                .count();
    }

    /** Where its health and metrics are. */
    synchronized String address() {
        for (String line : lines) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group(1);
            }
        }
        throw new AssertionError("no address: " + text());
    }

    synchronized String text() {
        return String.join("\n", lines);
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + ": " + code);
        }
    }

    int end() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("it does not end: " + text());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
