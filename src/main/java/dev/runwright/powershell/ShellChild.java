package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A shell's process with what belongs to it: its private folder, the threads that read its output, the last lines that it said.
 * Thread-safe.
 */
final class ShellChild implements AutoCloseable {
    private static final Duration LATE_OUTPUT = Duration.ofMillis(200);
    private static final int NONCE_LENGTH = 16;

    private final String name;
    private final Path folder;
    private final String nonce;
    private final @Nullable String pipe;
    private final Process real;
    private final RequestStream requests;
    private final ReplyStream replies = new ReplyStream();
    private final LineRing noise = new LineRing();
    private final LineRing errors = new LineRing();
    private final ReplyPump pump;
    private final Thread errorReader;
    private volatile ShellListener listener = ShellListener.NONE;

    private ShellChild(String name, Path folder, String nonce, @Nullable String pipe, Process real) {
        this.name = name;
        this.folder = folder;
        this.nonce = nonce;
        this.pipe = pipe;
        this.real = real;
        this.requests = new RequestStream(real.getOutputStream());
        this.pump = new ReplyPump(real.getInputStream(), nonce, replies, noise);
        this.errorReader = thread("rw-errors-" + name, () -> readErrors(real.getErrorStream()));
    }

    /** Starts the process of a profile. */
    static ShellChild start(ShellProfile profile, Watchdog watchdog) throws IOException {
        Path folder = Files.createTempDirectory("rw-");
        String nonce = nonce(new SecureRandom());
        Optional<String> pipe = LocalPipe.name(folder, "requests");
        ProcessBuilder builder = new ProcessBuilder(profile.command());
        Map<String, String> environment = builder.environment();
        environment.putAll(profile.environment());
        environment.put(Protocol.NONCE, nonce);
        environment.put(Protocol.CANCEL, folder.resolve("cancel").toString());
        environment.put(Protocol.PARENT, Long.toString(ProcessHandle.current().pid()));
        environment.put("POWERSHELL_TELEMETRY_OPTOUT", "1");
        pipe.ifPresent(path -> environment.put(Protocol.PIPE, path));
        try {
            ShellChild child = new ShellChild(profile.connection(), folder, nonce, pipe.orElse(null), builder.start());
            child.readOutput(watchdog);
            return child;
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    private static String nonce(SecureRandom random) {
        return random.ints(NONCE_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // when no timer is left, nobody waits for the output any more
    private void readOutput(Watchdog watchdog) {
        thread("rw-output-" + name, pump).start();
        errorReader.start();
        // something that the shell started may hold its output open for ever: do not wait for its end
        real.onExit().thenRun(() -> watchdog.after(LATE_OUTPUT, replies::end));
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void readErrors(InputStream stream) {
        try (InputStream source = stream) {
            new LineReader(source, 4_000).readAll((line, cut) -> {
                String text = new String(line, StandardCharsets.UTF_8);
                errors.add(text);
                listener.noise(text);
            });
        } catch (IOException e) {
            errors.add("reading the shell's error output ended: " + e.getMessage());
        }
    }

    /** Takes further requests to the pipe that the shell was given. */
    void useRequestPipe() throws IOException {
        if (pipe == null) {
            throw new IOException("the shell wants a pipe that it was not given");
        }
        LocalPipe connection = LocalPipe.connect(pipe);
        requests.switchTo(connection.output());
        requests.write(ShellSession.ascii(nonce));
        requests.flush();
    }

    void expect(String id, ShellListener newListener) {
        listener = newListener;
        pump.expect(id, newListener);
    }

    void rest() {
        listener = ShellListener.NONE;
        pump.rest();
    }

    String name() {
        return name;
    }

    String nonce() {
        return nonce;
    }

    Path folder() {
        return folder;
    }

    Path cancelFile(String id) {
        return folder.resolve("cancel." + id);
    }

    RequestStream requests() {
        return requests;
    }

    Process process() {
        return new ShellProcess(real, requests, replies);
    }

    boolean alive() {
        return real.isAlive() && !replies.hasEnded();
    }

    boolean outputEnded() {
        return replies.hasEnded();
    }

    long pid() {
        return real.pid();
    }

    List<ProcessHandle> below() {
        return ProcessTree.below(real.toHandle());
    }

    void kill() {
        ProcessTree.kill(real.toHandle());
    }

    void askToEnd() {
        try {
            requests.write(ShellSession.ascii(Protocol.EXIT));
            requests.close();
        } catch (IOException e) {
            noise.add("the shell does not listen: " + e.getMessage());
        }
    }

    /** Waits until the process has ended and its error output is read, at most that long each. */
    void awaitEnd(long milliseconds) {
        try {
            if (real.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
                errorReader.join(LATE_OUTPUT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says more among its last words. */
    void note(String line) {
        noise.add(line);
    }

    /** Its exit code and what it said last, to be put behind a sentence; may hold secrets. */
    String lastWords(int count) {
        StringBuilder text = new StringBuilder();
        if (!real.isAlive()) {
            text.append(" with exit code ").append(real.exitValue());
        }
        List<String> said = new ArrayList<>(errors.last(count));
        said.addAll(noise.last(Math.max(0, count - said.size())));
        if (!said.isEmpty()) {
            text.append("; it said last: ").append(String.join(" / ", said));
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException e) {
            noise.add("closing: " + e.getMessage());
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
