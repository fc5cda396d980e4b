package dev.runwright.powershell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Splits a stream of bytes into lines as they come; what is longer than the limit is cut and said so. Not thread-safe. */
final class LineReader {
    private static final int BUFFER = 1 << 16;

    private final InputStream source;
    private final int limit;

    LineReader(InputStream source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /** Told of each line. */
    @FunctionalInterface
    interface Lines {
        /** A line without its end; {@code cut} if it was longer than the limit. */
        void line(byte[] line, boolean cut);
    }

    /** Reads to the end; a last line without an end counts. */
    void readAll(Lines lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean cut = false;
        byte[] buffer = new byte[BUFFER];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            int from = 0;
            for (int at = 0; at < read; at++) {
                if (buffer[at] == '\n') {
                    cut |= append(line, buffer, from, at - from);
                    lines.line(trimmed(line), cut);
                    line = line.size() > BUFFER ? new ByteArrayOutputStream(256) : reset(line);
                    cut = false;
                    from = at + 1;
                }
            }
            cut |= append(line, buffer, from, read - from);
        }
        if (line.size() > 0) {
            lines.line(trimmed(line), cut);
        }
    }

    private static ByteArrayOutputStream reset(ByteArrayOutputStream line) {
        line.reset();
        return line;
    }

    private boolean append(ByteArrayOutputStream line, byte[] buffer, int from, int length) {
        int room = Math.max(0, Math.min(length, limit - line.size()));
        line.write(buffer, from, room);
        return room < length;
    }

    private static byte[] trimmed(ByteArrayOutputStream line) {
        byte[] bytes = line.toByteArray();
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
                ? java.util.Arrays.copyOf(bytes, bytes.length - 1)
                : bytes;
    }
}
