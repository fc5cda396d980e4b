package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shell's process with what belongs to it: its private folder, the threads that read its output, the last lines that it said.
 * Thread-safe.
 */
final class ShellChild implements AutoCloseable {
    private static final Duration LATE_OUTPUT = Duration.ofMillis(200);
    private static final int NONCE_LENGTH = 16;

    private final String name;
    private final SessionFolder folder;
    private final String nonce;
    private final Process real;
    private final RequestStream requests;
    private final ReplyStream replies = new ReplyStream();
    private final LastWords words = new LastWords();
    private final ReplyPump pump;
    private final Thread errorReader;
    private volatile ShellListener listener = ShellListener.NONE;

    private ShellChild(String name, SessionFolder folder, String nonce, Process real) {
        this.name = name;
        this.folder = folder;
        this.nonce = nonce;
        this.real = real;
        this.requests = new RequestStream(real.getOutputStream());
        this.pump = new ReplyPump(real.getInputStream(), nonce, replies, words.noise());
        this.errorReader = thread("rw-errors-" + name, () -> readErrors(real.getErrorStream()));
    }

    /** Starts the process of a profile. */
    static ShellChild start(ShellProfile profile, Watchdog watchdog) throws IOException {
        SessionFolder folder = SessionFolder.create();
        String nonce = nonce(new SecureRandom());
        try {
            Process process = ShellLaunch.start(profile, folder, nonce);
            ShellChild child = new ShellChild(profile.connection(), folder, nonce, process);
            child.readOutput(watchdog);
            return child;
        } catch (IOException e) {
            folder.delete();
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
                words.error(text);
                listener.noise(text);
            });
        } catch (IOException e) {
            words.error("reading the shell's error output ended: " + e.getMessage());
        }
    }

    /** Takes further requests to the pipe that the shell was given. */
    void useRequestPipe() throws IOException {
        String pipe = folder.pipe("requests")
                .orElseThrow(() -> new IOException("the shell wants a pipe that it was not given"));
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

    SessionFolder folder() {
        return folder;
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
            words.noise("the shell does not listen: " + e.getMessage());
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

    LastWords words() {
        return words;
    }

    /** Its exit code and what it said last, to be put behind a sentence; may hold secrets. */
    String lastWords() {
        return words.of(real);
    }

    @Override
    public void close() {
        try {
            requests.close();
        } catch (IOException e) {
            words.noise("closing: " + e.getMessage());
        }
        folder.delete();
    }
}
