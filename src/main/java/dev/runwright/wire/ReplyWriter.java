package dev.runwright.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes a shell's frames, as its environment asks for. For one thread. */
public final class ReplyWriter {
    private final OutputStream out;
    private final String nonce;
    private final String events;
    private final long leastNanos;
    private long begun = System.nanoTime();
    private String lastId = "";
    private String last = "";
    private @Nullable OutputStream eventFile;

    /**
     * To {@code out}.
     *
     * @param environment says the session's nonce, and whether jPowerShell is used by its public methods alone
     */
    public ReplyWriter(OutputStream out, Map<String, String> environment) {
        this.out = out;
        this.nonce = environment.getOrDefault(Protocol.NONCE, "-");
        this.events = environment.getOrDefault(Protocol.EVENTS, "");
        String least = environment.getOrDefault(Protocol.MIN_MS, "");
        this.leastNanos = TimeUnit.MILLISECONDS.toNanos(least.matches("\\d{1,6}") ? Long.parseLong(least) : 0);
    }

    /** A request was read. */
    public void begin() {
        begun = System.nanoTime();
    }

    /** The last message of a request. */
    public void reply(Reply reply) throws IOException {
        lastId = reply.id();
        last = frame(reply);
        closeEvents();
        awaitLeast();
        write(last);
    }

    /** The reply to the request of that id once more; a refusal if it was not the last one. */
    public void again(Request.Again request) throws IOException {
        awaitLeast();
        String why = "the reply to " + request.of() + " is not there any more";
        write(request.of().equals(lastId) ? last : frame(Reply.of(request.id(), Status.REFUSED, why)));
    }

    /** Half of a reply, as a shell leaves it that dies while it writes. */
    public void half(Reply reply) throws IOException {
        String frame = frame(reply);
        write(frame.substring(0, frame.length() / 2));
    }

    /** Keeps a reply that is not written, as if it got lost on its way. */
    public void lose(Reply reply) throws IOException {
        lastId = reply.id();
        last = frame(reply);
        closeEvents();
    }

    /** A message before the last. */
    public void event(String id, ShellEvent event) throws IOException {
        if (events.isEmpty()) {
            write(new Frame(Frame.Kind.EVENT, id, event.json()).format(nonce));
            return;
        }
        OutputStream file = eventFile;
        if (file == null) {
            file = Files.newOutputStream(
                    Path.of(events + "." + id), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            eventFile = file;
        }
        file.write((event.json() + "\n").getBytes(StandardCharsets.UTF_8));
        file.flush();
    }

    /** Text that is no frame. */
    public void text(String text) throws IOException {
        write(text);
    }

    private String frame(Reply reply) {
        return new Frame(Frame.Kind.REPLY, reply.id(), reply.json()).format(nonce);
    }

    private void closeEvents() throws IOException {
        OutputStream file = eventFile;
        if (file != null) {
            file.close();
            eventFile = null;
        }
    }

    private void awaitLeast() {
        long left = leastNanos - (System.nanoTime() - begun);
        try {
            if (left > 0) {
                boolean never = new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
                assert !never;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
