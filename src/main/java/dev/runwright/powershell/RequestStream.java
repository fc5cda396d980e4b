package dev.runwright.powershell;

import java.io.IOException;
import java.io.OutputStream;

/** Where requests are written: first the shell's standard input, later perhaps a pipe. Thread-safe. */
final class RequestStream extends OutputStream {
    private volatile OutputStream target;

    RequestStream(OutputStream target) {
        this.target = target;
    }

    /** Writes elsewhere from now on; the old target is closed, so that a native program finds its input at its end. */
    void switchTo(OutputStream next) throws IOException {
        OutputStream old = target;
        target = next;
        old.close();
    }

    @Override
    public void write(int value) throws IOException {
        target.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        target.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
