package dev.runwright.powershell;

import dev.runwright.wire.Frame;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.Request;
import dev.runwright.wire.ShellEvent;
import dev.runwright.wire.ShellFacts;
import dev.runwright.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shell that jPowerShell has started and that is driven by its public methods alone, for a jPowerShell whose private parts are not
 * those that {@link AdaptedChild} needs: slower to open and to answer, with the same results. Events and error output come by files.
 * Thread-safe.
 */
final class PublicChild implements ShellChild {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LATE_OUTPUT = Duration.ofMillis(200);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final long LARGEST_FILE = 8 << 20;
    private static final int TRIES = 5;
    private static final String NOTHING = "";

    private final String name;
    private final SessionFolder folder;
    private final String nonce;
    private final PublicLauncher launcher;
    private final Watchdog watchdog;
    private final LastWords words = new LastWords();
    private final FileTail errors;
    private final ExecutorService callers;
    private final CompletableFuture<PublicCalls.Output> ended = new CompletableFuture<>();
    private volatile ShellListener listener = ShellListener.NONE;
    private volatile @Nullable PublicCalls calls;
    private volatile @Nullable ProcessHandle process;
    private volatile boolean killed;

    private PublicChild(String name, SessionFolder folder, String nonce, PublicLauncher launcher, Watchdog watchdog) {
        this.name = name;
        this.folder = folder;
        this.nonce = nonce;
        this.launcher = launcher;
        this.watchdog = watchdog;
        this.errors = new FileTail(launcher.errors(), LARGEST_FILE, this::error);
        this.callers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "rw-call-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Prepares the start of a profile's process; the first call starts it. */
    static PublicChild start(ShellProfile profile, Watchdog watchdog) throws IOException {
        ShellLaunch.mustExist(profile);
        SessionFolder folder = SessionFolder.create();
        try {
            String nonce = ShellLaunch.nonce();
            PublicLauncher launcher = PublicLauncher.write(profile, folder, nonce);
            return new PublicChild(profile.connection(), folder, nonce, launcher, watchdog);
        } catch (IOException e) {
            folder.delete();
            throw e;
        }
    }

    private void error(String line) {
        words.error(line);
        listener.noise(line);
    }

    // ---- a call

    @Override
    public Optional<Frame> call(String id, String line, Duration longest, ShellListener newListener) {
        listener = newListener;
        FileTail events = new FileTail(folder.eventsFile(id), Long.MAX_VALUE, text -> event(text, newListener));
        Watchdog.Guard looking = watchdog.every(LOOK, () -> {
            look();
            events.read();
        });
        try {
            return reply(id, line, longest);
        } finally {
            looking.close();
            errors.read();
            events.end();
            listener = ShellListener.NONE;
        }
    }

    private Optional<Frame> reply(String id, String line, Duration longest) {
        PublicCalls.Output output = await(() -> write(line, longest));
        for (int tried = 1; ; tried++) {
            Optional<Frame> reply = find(output, id);
            if (reply.isPresent() || output.late() || ended.isDone() || tried == TRIES) {
                reply.filter(frame -> id.equals(Protocol.BOOT_ID)).ifPresent(this::know);
                if (tried > 1 && reply.isPresent()) {
                    skipTheRest(id);
                }
                return reply;
            }
            // ours is still to come, or got lost behind something that came before it: the shell repeats it
            String again = new Request.Again(id + "-" + tried, id).line();
            output = await(() -> opened().say(again, longest));
        }
    }

    private Optional<Frame> find(PublicCalls.Output output, String id) {
        SaidLines said = new SaidLines(id, nonce, words, listener);
        said.take(output.text());
        return said.reply();
    }

    /** A reply that came twice would be in the way of the next one: reads on until the shell has answered something else. */
    private void skipTheRest(String id) {
        String last = id + "-end";
        String next = new Request.Probe(last).line();
        for (int tried = 0; tried < TRIES && !ended.isDone(); tried++) {
            String line = next;
            PublicCalls.Output output = await(() -> opened().say(line, GOODBYE));
            if (output.late() || find(output, last).isPresent()) {
                return;
            }
            next = NOTHING;
        }
    }

    private PublicCalls.Output write(String line, Duration longest) {
        return line.endsWith(Protocol.BOOT_MARK) ? opened().command(line, longest) : opened().say(line, longest);
    }

    /** Its session with the shell; opens it first. */
    private PublicCalls opened() {
        PublicCalls present = calls;
        if (present != null) {
            return present;
        }
        try {
            PublicCalls made = PublicCalls.open(launcher.program(), folder.path());
            calls = made;
            return made;
        } catch (IOException e) {
            words.noise(String.valueOf(e.getMessage()));
            ended.complete(PublicCalls.Output.NONE);
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Does it on a thread that is left alone when the shell has ended: jPowerShell does not see that. */
    private PublicCalls.Output await(Supplier<PublicCalls.Output> call) {
        CompletableFuture<PublicCalls.Output> made =
                CompletableFuture.supplyAsync(call, callers).exceptionally(problem -> PublicCalls.Output.NONE);
        CompletableFuture.anyOf(made, ended).join();
        return made.getNow(PublicCalls.Output.NONE);
    }

    private void event(String text, ShellListener target) {
        try {
            target.event(ShellEvent.parse(text));
        } catch (WireException e) {
            words.noise(e.sentence());
        }
    }

    // ---- the process

    /** Looks what there is to be known of it by now. */
    private void look() {
        errors.read();
        if (process == null) {
            launcher.process().ifPresent(this::started);
        }
    }

    private void know(Frame boot) {
        look();
        if (process == null) {
            ProcessHandle.of(ShellFacts.of(Reply.parse(boot.body())).pid()).ifPresent(this::started);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends when the process does
    private synchronized void started(ProcessHandle found) {
        if (process != null) {
            return;
        }
        process = found;
        Executor later = CompletableFuture.delayedExecutor(LATE_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
        found.onExit().thenRunAsync(() -> ended.complete(PublicCalls.Output.NONE), later);
        if (killed) {
            ProcessTree.kill(found);
        }
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
    public void useRequestPipe() throws IOException {
        throw new IOException("it wants a pipe that it was not given");
    }

    @Override
    public boolean alive() {
        ProcessHandle known = process;
        return !ended.isDone() && known != null && known.isAlive();
    }

    @Override
    public boolean outputEnded() {
        return ended.isDone();
    }

    @Override
    public List<ProcessHandle> below() {
        ProcessHandle known = process;
        return known == null ? List.of() : ProcessTree.below(known);
    }

    @Override
    public List<ProcessHandle> kill() {
        killed = true;
        look();
        ProcessHandle known = process;
        return known == null ? List.of() : ProcessTree.kill(known);
    }

    @Override
    public void askToEnd() {
        PublicCalls present = calls;
        if (present != null) {
            callers.execute(() -> present.command(Protocol.EXIT, GOODBYE));
        }
    }

    @Override
    public void awaitEnd(long milliseconds) {
        ProcessHandle known = process;
        try {
            if (known != null) {
                known.onExit().get(milliseconds, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            words.noise("it does not end");
        }
        errors.read();
    }

    @Override
    public String lastWords() {
        errors.read();
        return words.of(launcher.exitCode());
    }

    @Override
    public void close() {
        ended.complete(PublicCalls.Output.NONE);
        PublicCalls present = calls;
        if (present != null) { // not on this thread, whose interrupt it would swallow
            CompletableFuture.runAsync(present::close, callers).join();
        }
        callers.shutdownNow();
        errors.end();
        folder.delete();
    }
}
