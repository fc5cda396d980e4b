package dev.runwright.powershell;

import dev.runwright.wire.Frame;
import dev.runwright.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A shell's process whose streams are ours: jPowerShell's object is built around it, its private fields are set. Requests go by a
 * pipe of their own where the shell has one. Thread-safe.
 */
final class AdaptedChild implements ShellChild {
    private static final Duration LATE_OUTPUT = Duration.ofMillis(200);

    private final String name;
    private final SessionFolder folder;
    private final String nonce;
    private final Process real;
    private final RequestStream requests;
    private final ReplyStream replies = new ReplyStream();
    private final LastWords words = new LastWords();
    private final ReplyPump pump;
    private final Thread errorReader;
    private final JPowerShellCalls calls;
    private volatile ShellListener listener = ShellListener.NONE;

    private AdaptedChild(String name, SessionFolder folder, String nonce, Process real) {
        this.name = name;
        this.folder = folder;
        this.nonce = nonce;
        this.real = real;
        this.requests = new RequestStream(real.getOutputStream());
        this.pump = new ReplyPump(real.getInputStream(), nonce, replies, words.noise());
        this.errorReader = thread("rw-errors-" + name, () -> readErrors(real.getErrorStream()));
        this.calls = new JPowerShellCalls(new ShellProcess(real, requests, replies), requests, name);
    }

    /** Starts the process of a profile. */
    static AdaptedChild start(ShellProfile profile, Watchdog watchdog) throws IOException {
        SessionFolder folder = SessionFolder.create();
        String nonce = ShellLaunch.nonce();
        try {
            Process process = ShellLaunch.start(profile, folder, nonce);
            AdaptedChild child = new AdaptedChild(profile.connection(), folder, nonce, process);
            child.readOutput(watchdog);
            return child;
        } catch (IOException e) {
            folder.delete();
            throw e;
        }
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

    @Override
    public Optional<Frame> call(String id, String line, Duration longest, ShellListener newListener) {
        listener = newListener;
        pump.expect(id, newListener);
        try {
            return calls.execute(line, longest.toMillis())
                    .lines()
                    .flatMap(each -> Frame.parse(each, nonce).stream())
                    .filter(frame ->
                            frame.kind() == Frame.Kind.REPLY && frame.id().equals(id))
                    .findFirst();
        } finally {
            listener = ShellListener.NONE;
            pump.rest();
        }
    }

    @Override
    public void useRequestPipe() throws IOException {
        String pipe = folder.pipe("requests")
                .orElseThrow(() -> new IOException("the shell wants a pipe that it was not given"));
        LocalPipe connection = LocalPipe.connect(pipe);
        requests.switchTo(connection.output());
        requests.write(ascii(nonce));
        requests.flush();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SessionFolder folder() {
        return folder;
    }

    @Override
    public LastWords words() {
        return words;
    }

    @Override
    public boolean alive() {
        return real.isAlive() && !replies.hasEnded();
    }

    @Override
    public boolean outputEnded() {
        return replies.hasEnded();
    }

    @Override
    public List<ProcessHandle> below() {
        return ProcessTree.below(real.toHandle());
    }

    @Override
    public List<ProcessHandle> kill() {
        return ProcessTree.kill(real.toHandle());
    }

    @Override
    public void askToEnd() {
        try {
            requests.write(ascii(Protocol.EXIT));
            requests.close();
        } catch (IOException e) {
            words.noise("the shell does not listen: " + e.getMessage());
        }
    }

    @Override
    public void awaitEnd(long milliseconds) {
        try {
            if (real.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
                errorReader.join(LATE_OUTPUT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String lastWords() {
        return words.of(real.isAlive() ? OptionalInt.empty() : OptionalInt.of(real.exitValue()));
    }

    @Override
    public void close() {
        calls.close();
        try {
            requests.close();
        } catch (IOException e) {
            words.noise("closing: " + e.getMessage());
        }
        folder.delete();
    }

    private static byte[] ascii(String line) {
        return (line + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
