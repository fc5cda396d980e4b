package dev.runwright.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.ExecuteStreamHandler;

/** A program's three streams: nothing to read for it, and both of its outputs captured. */
final class Streams implements ExecuteStreamHandler {
    /** How long to wait for the end of the outputs after the program's: a child it left behind may hold them open. */
    private static final long GRACE_SECONDS = 2;

    private final Capture output;
    private final Capture errors;
    private final ExecutorService readers;

    Streams(Capture output, Capture errors, ExecutorService readers) {
        this.output = output;
        this.errors = errors;
        this.readers = readers;
    }

    @Override
    public void setProcessInputStream(OutputStream input) throws IOException {
        input.close();
    }

    @Override
    public void setProcessOutputStream(InputStream stream) {
        output.from(stream);
    }

    @Override
    public void setProcessErrorStream(InputStream stream) {
        errors.from(stream);
    }

    @Override
    public void start() {
        readers.execute(output);
        readers.execute(errors);
    }

    @Override
    public void stop() {
        try {
            if (output.end().await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                errors.end().await(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
