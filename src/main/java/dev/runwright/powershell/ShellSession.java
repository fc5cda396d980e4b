package dev.runwright.powershell;

import dev.runwright.engine.Cancellation;
import dev.runwright.wire.Frame;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.Request;
import dev.runwright.wire.Status;
import dev.runwright.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One running shell, driven through jPowerShell: a request, its events, its reply; killed with all it has started when its time is
 * up. Calls are made on a thread of its own, which is never interrupted. One call at a time; {@link #cancel} and {@link #kill} on
 * any thread.
 */
final class ShellSession implements AutoCloseable {
    private static final Set<Status> TRUSTED =
            EnumSet.of(Status.OK, Status.ERRORS, Status.FAILED, Status.EXITED, Status.REFUSED);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int END_MS = 1_000;
    private static final Duration DEATH = Duration.ofSeconds(2);

    private final ShellChild child;
    private final Watchdog watchdog;
    private final ShellLimits limits;
    private final OwnThread caller;
    private final AtomicReference<Exchange.@Nullable Loss> killed = new AtomicReference<>();
    private volatile List<ProcessHandle> atLimit = List.of();
    private volatile Set<ProcessHandle> doomed = Set.of();
    private volatile String current = "";
    private volatile boolean suspect;
    private int sequence;

    ShellSession(ShellChild child, Watchdog watchdog, ShellLimits limits) {
        this.child = child;
        this.watchdog = watchdog;
        this.limits = limits;
        this.caller = new OwnThread("rw-shell-" + child.name());
    }

    /** An id that this session has not used. */
    String nextId() {
        return "r" + ++sequence;
    }

    /** Whether another call may be made. */
    boolean usable() {
        return !suspect && child.alive();
    }

    /** Writes the boot line and waits for the shell's facts. */
    Exchange boot(String line, ShellListener listener) {
        Times times = new Times(limits.boot(), limits.boot());
        return exchange(Protocol.BOOT_ID, line, times, listener, new Cancellation());
    }

    /** Sends a request that nobody stops early. */
    Exchange send(Request request, Duration limit, ShellListener listener) {
        return send(request, limit, listener, new Cancellation());
    }

    /**
     * Sends a request and waits for its end, whatever it is; at the hard limit the shell is killed. An interrupt cancels the
     * request, and the thread's flag is kept.
     *
     * @param cancellation stops it early, also where the wish is older than the request
     * @throws WireException if a parameter cannot be sent
     */
    Exchange send(Request request, Duration limit, ShellListener listener, Cancellation cancellation) {
        String line = request.line();
        if (line.length() > Protocol.REQUEST_LIMIT) {
            return new Exchange.NotWritten("its parameters take " + line.length()
                    + " characters on the bridge; at most " + Protocol.REQUEST_LIMIT + " can be sent");
        }
        if (!usable()) {
            return new Exchange.NotWritten("the shell has ended" + child.lastWords());
        }
        return exchange(request.id(), line, new Times(limit, limits.hard(limit)), listener, cancellation);
    }

    /** How long a request may take, and after what the shell is killed. */
    private record Times(Duration limit, Duration hard) {}

    private Exchange exchange(String id, String line, Times times, ShellListener listener, Cancellation cancellation) {
        current = id;
        Watchdog.Guard memory = watchdog.after(times.limit(), this::rememberTree);
        Heartbeat heartbeat = new Heartbeat(listener, SILENCE, System::nanoTime);
        Watchdog.Guard looking = watchdog.every(LOOK, heartbeat::look);
        Watchdog.Guard guard = watchdog.after(times.hard(), () -> killBecause(Exchange.Loss.KILLED));
        Cancellation.Registration stop = cancellation.onNow(this::cancel);
        try {
            Exchange exchange = caller.run(
                    () -> judge(child.call(id, line, times.hard().plus(MARGIN), heartbeat)
                            .orElse(null)),
                    this::cancel);
            if (exchange instanceof Exchange.Replied replied
                    && TRUSTED.contains(replied.reply().status())) {
                atLimit = List.of();
            } else {
                suspect = true;
            }
            return exchange;
        } finally {
            stop.close();
            guard.close();
            looking.close();
            memory.close();
            current = "";
            deleteCancelFile(id);
        }
    }

    private Exchange judge(@Nullable Frame reply) {
        if (reply != null) {
            return parse(reply);
        }
        Exchange.Loss loss = killed.get();
        if (loss != null) {
            return new Exchange.Lost(loss, "it was stopped by force" + left() + child.lastWords());
        }
        if (child.outputEnded()) {
            child.awaitEnd(END_MS);
            return new Exchange.Lost(Exchange.Loss.DIED, "the shell ended" + child.lastWords());
        }
        return new Exchange.Lost(Exchange.Loss.GARBLED, "the shell gave no reply" + child.lastWords());
    }

    /** Tells of processes that could not be killed. */
    private String left() {
        List<ProcessHandle> left = ProcessTree.left(doomed, DEATH);
        return left.isEmpty()
                ? ""
                : ", but " + left.size() + " of its processes live on ("
                        + left.stream()
                                .map(process -> Long.toString(process.pid()))
                                .collect(Collectors.joining(", ")) + ")";
    }

    private static Exchange parse(Frame frame) {
        try {
            return new Exchange.Replied(Reply.parse(frame.body()));
        } catch (WireException e) {
            return new Exchange.Lost(Exchange.Loss.GARBLED, e.sentence());
        }
    }

    /** Asks the call under way to stop; a shell that does not answer soon, or a second wish, ends in a kill. */
    void cancel() {
        String id = current;
        if (id.isEmpty()) {
            return;
        }
        try {
            rememberTree();
            Files.createFile(child.folder().cancelFile(id));
            watchdog.after(limits.grace().plus(limits.spare()), () -> {
                if (id.equals(current)) {
                    killBecause(Exchange.Loss.CANCELLED);
                }
            });
        } catch (IOException e) {
            killBecause(Exchange.Loss.CANCELLED); // there already, or no room for an empty file
        }
    }

    private void deleteCancelFile(String id) {
        try {
            Files.deleteIfExists(child.folder().cancelFile(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the shell and everything below it; a call under way ends. */
    void kill() {
        killBecause(Exchange.Loss.CANCELLED);
    }

    private void killBecause(Exchange.Loss loss) {
        killed.compareAndSet(null, loss);
        suspect = true;
        Set<ProcessHandle> all = new LinkedHashSet<>(atLimit);
        all.addAll(child.below());
        doomed = all;
        all.addAll(child.kill());
        ProcessTree.killAll(atLimit);
    }

    /** A shell that stops a native program kills that alone; what that had started is then nobody's child, but still known here. */
    private void rememberTree() {
        atLimit = child.below();
    }

    ShellChild child() {
        return child;
    }

    /** Lets the shell end by itself for a short while, then kills it; what it started is killed too. */
    @Override
    public void close() {
        List<ProcessHandle> below = new ArrayList<>(atLimit);
        below.addAll(child.below());
        suspect |= !child.alive();
        if (!suspect) {
            child.askToEnd();
            child.awaitEnd(limits.close().toMillis());
        }
        suspect = true;
        child.kill();
        ProcessTree.killAll(below);
        caller.close();
        child.close();
    }
}
