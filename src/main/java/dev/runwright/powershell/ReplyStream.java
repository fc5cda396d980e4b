package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What jPowerShell reads: nothing but the one reply that is waited for and the end mark. Whoever asks whether something is there
 * waits a little for it, so that jPowerShell does not poll. Thread-safe; one reader.
 */
final class ReplyStream extends InputStream {
    private static final int LOOK_MS = 50;
    private static final byte[] END = ("\n" + Protocol.END_MARK + "\n").getBytes(StandardCharsets.US_ASCII);

    private String awaited = "";
    private byte @Nullable [] reply;
    private int position;
    private boolean served;
    private boolean ended;

    /** Forgets what was there and waits for the reply of that id. */
    synchronized void expect(String id) {
        awaited = id;
        reply = null;
        position = 0;
        served = false;
    }

    /** Takes a reply's line if it is the awaited one and the first. */
    synchronized boolean deliver(String id, byte[] line) {
        if (!id.equals(awaited)) {
            return false;
        }
        awaited = "";
        reply = new byte[line.length + END.length];
        System.arraycopy(line, 0, reply, 0, line.length);
        System.arraycopy(END, 0, reply, line.length, END.length);
        notifyAll();
        return true;
    }

    /** No more replies will come: the process has ended. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** At the end of the stream it says 1, else jPowerShell would never read on and see the end. */
    @Override
    public synchronized int available() throws IOException {
        if (reply == null && !served && !ended) {
            pause(LOOK_MS);
        }
        if (reply != null) {
            return reply.length - position;
        }
        return ended ? 1 : 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        while (reply == null && !ended) {
            pause(0);
        }
        if (reply == null) {
            return -1;
        }
        int count = Math.min(length, reply.length - position);
        System.arraycopy(reply, position, target, offset, count);
        position += count;
        if (position == reply.length) {
            reply = null;
            served = true;
        }
        return count;
    }

    @SuppressWarnings("WaitNotInLoop") // whoever pauses looks again, and jPowerShell asks again
    private void pause(long milliseconds) throws IOException {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the call was given up");
        }
    }
}
