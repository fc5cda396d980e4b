package dev.runwright.estate;

import dev.runwright.wire.Frame;
import dev.runwright.wire.Reply;
import dev.runwright.wire.ShellEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the stand-in's frames. For one thread. */
final class ReplyWriter {
    private final OutputStream out;
    private final String nonce;

    ReplyWriter(OutputStream out, String nonce) {
        this.out = out;
        this.nonce = nonce;
    }

    void reply(Reply reply) throws IOException {
        write(frame(reply));
    }

    /** Half of a reply, as a shell leaves it that dies while it writes. */
    void half(Reply reply) throws IOException {
        String frame = frame(reply);
        write(frame.substring(0, frame.length() / 2));
    }

    private String frame(Reply reply) {
        return new Frame(Frame.Kind.REPLY, reply.id(), reply.json()).format(nonce);
    }

    void event(String id, ShellEvent event) throws IOException {
        write(new Frame(Frame.Kind.EVENT, id, event.json()).format(nonce));
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
