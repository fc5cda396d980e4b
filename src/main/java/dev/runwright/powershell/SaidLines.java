package dev.runwright.powershell;

import dev.runwright.wire.Frame;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.Reply;
import dev.runwright.wire.ShellEvent;
import dev.runwright.wire.Status;
import dev.runwright.wire.WireException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sorts what a shell said up to an end mark: the awaited reply, events, and what is part of nothing. For one thread. */
final class SaidLines {
    private static final int NOISE_LIMIT = 4_000;

    private final String id;
    private final String nonce;
    private final LastWords words;
    private final ShellListener listener;
    private @Nullable Frame reply;

    SaidLines(String id, String nonce, LastWords words, ShellListener listener) {
        this.id = id;
        this.nonce = nonce;
        this.words = words;
        this.listener = listener;
    }

    void take(String text) {
        text.lines().forEach(this::line);
    }

    /** The first awaited reply that is whole. */
    Optional<Frame> reply() {
        return Optional.ofNullable(reply);
    }

    private void line(String line) {
        Optional<Frame.Header> header = Frame.Header.read(line, nonce);
        if (header.isEmpty()) {
            noise(line);
        } else if (!header.get().id().equals(id)) {
            words.noise("a reply that nobody waits for: " + header.get().id());
        } else if (line.length() > Protocol.REPLY_LIMIT) {
            accept(tooLarge(id));
        } else {
            Frame.parse(line, nonce).ifPresentOrElse(this::accept, () -> words.noise("a broken frame for " + id));
        }
    }

    private void accept(Frame frame) {
        if (frame.kind() == Frame.Kind.REPLY) {
            reply = reply == null ? frame : reply;
            return;
        }
        try {
            listener.event(ShellEvent.parse(frame.body()));
        } catch (WireException e) {
            words.noise(e.sentence());
        }
    }

    private void noise(String line) {
        String text = withoutEscapes(line.length() > NOISE_LIMIT ? line.substring(0, NOISE_LIMIT) : line);
        if (text.isBlank() || text.equals(Protocol.END_MARK)) {
            return;
        }
        words.noise(text);
        listener.noise(text);
    }

    /** PowerShell switches the terminal's keypad on and off even where there is none. */
    static String withoutEscapes(String text) {
        return text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    }

    /** What stands for a reply that is too large to be taken. */
    static Frame tooLarge(String id) {
        String why = "the reply is larger than " + (Protocol.REPLY_LIMIT >> 20) + " MiB; use 'select' to keep less";
        return new Frame(
                Frame.Kind.REPLY, id, Reply.of(id, Status.BRIDGE_ERROR, why).json());
    }
}
