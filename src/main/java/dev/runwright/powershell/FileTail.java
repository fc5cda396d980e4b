package dev.runwright.powershell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the lines that another process appends to a file, whenever it is asked to; also on a thread that was interrupted, which a
 * channel would not do. Thread-safe.
 */
final class FileTail {
    private static final int BUFFER = 1 << 16;
    private static final int LINE_LIMIT = 32 << 20;

    private final Path file;
    private final Consumer<String> lines;
    private final long largest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;
    private boolean ended;

    /**
     * Nothing is read yet; the file may come later.
     *
     * @param largest beyond that many bytes the file is emptied once it is read
     */
    FileTail(Path file, long largest, Consumer<String> lines) {
        this.file = file;
        this.largest = largest;
        this.lines = lines;
    }

    /** Passes on the lines that are there and were not. */
    synchronized void read() {
        if (ended) {
            return;
        }
        try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
            source.seek(position);
            byte[] buffer = new byte[BUFFER];
            for (int read = source.read(buffer); read > 0; read = source.read(buffer)) {
                position += read;
                take(buffer, read);
            }
        } catch (IOException e) {
            return; // nothing was said yet, or it is looked for again
        }
        if (position > largest) {
            empty();
        }
    }

    private void empty() {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            target.setLength(0);
            position = 0;
        } catch (IOException e) {
            return; // it is held by whoever writes: it only grows
        }
    }

    private void take(byte[] bytes, int count) {
        for (int at = 0; at < count; at++) {
            if (bytes[at] == '\n') {
                pass();
            } else if (bytes[at] != '\r' && line.size() < LINE_LIMIT) {
                line.write(bytes[at]);
            }
        }
    }

    private void pass() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text);
    }

    /** Reads the rest, the last line even if it has no end, and deletes the file. */
    synchronized void end() {
        if (ended) {
            return;
        }
        read();
        if (line.size() > 0) {
            pass();
        }
        ended = true;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
