package dev.runwright.powershell;

import dev.runwright.wire.Frame;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.ShellEvent;
import dev.runwright.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a shell's standard output and sorts its lines: the awaited reply to the stream that jPowerShell reads, events to the
 * call's listener, everything else to the noise. Runs on a thread of its own until the output ends.
 */
final class ReplyPump implements Runnable {
    private static final int HEAD = 200;
    private static final int LINE_LIMIT = Protocol.REPLY_LIMIT + HEAD;

    private final InputStream output;
    private final String nonce;
    private final ReplyStream replies;
    private final LineRing noise;
    private volatile String awaited = "";
    private volatile ShellListener listener = ShellListener.NONE;

    ReplyPump(InputStream output, String nonce, ReplyStream replies, LineRing noise) {
        this.output = output;
        this.nonce = nonce;
        this.replies = replies;
        this.noise = noise;
    }

    /** From now on the reply and the events of that request are wanted. */
    void expect(String id, ShellListener newListener) {
        listener = newListener;
        awaited = id;
        replies.expect(id);
    }

    /** Nothing is wanted any more; what still comes is noise. */
    void rest() {
        awaited = "";
        listener = ShellListener.NONE;
        replies.expect("");
    }

    @Override
    public void run() {
        try (InputStream source = output) {
            new LineReader(source, LINE_LIMIT).readAll(this::line);
        } catch (IOException e) {
            noise.add("reading the shell's output ended: " + e.getMessage());
        } finally {
            replies.end();
        }
    }

    private void line(byte[] line, boolean cut) {
        if (line.length == 0) {
            return;
        }
        String head = new String(line, 0, Math.min(line.length, HEAD), StandardCharsets.ISO_8859_1);
        Optional<Frame.Header> header = Frame.Header.read(head, nonce);
        if (header.isEmpty()) {
            if (!head.equals(Protocol.END_MARK)) {
                noise(line);
            }
        } else if (cut || !header.get().whole(line.length)) {
            broken(header.get(), cut);
        } else if (header.get().kind() == Frame.Kind.EVENT) {
            event(header.get(), line);
        } else if (!replies.deliver(header.get().id(), line)) {
            noise.add("a reply that nobody waits for: " + header.get().id());
        }
    }

    private void broken(Frame.Header header, boolean cut) {
        noise.add("a broken frame for " + header.id());
        if (cut && header.kind() == Frame.Kind.REPLY) {
            Frame told = SaidLines.tooLarge(header.id());
            replies.deliver(
                    header.id(),
                    told.format(nonce).strip().lines().findFirst().orElseThrow().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void event(Frame.Header header, byte[] line) {
        if (!header.id().equals(awaited)) {
            return;
        }
        try {
            Frame.parse(new String(line, StandardCharsets.ISO_8859_1), nonce)
                    .ifPresent(frame -> listener.event(ShellEvent.parse(frame.body())));
        } catch (WireException e) {
            noise.add(e.sentence());
        }
    }

    private void noise(byte[] line) {
        String text =
                SaidLines.withoutEscapes(new String(line, 0, Math.min(line.length, 4000), StandardCharsets.UTF_8));
        if (!text.isBlank()) {
            noise.add(text);
            listener.noise(text);
        }
    }
}
