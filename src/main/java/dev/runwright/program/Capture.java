package dev.runwright.program;

import dev.runwright.engine.Events;
import dev.runwright.engine.Spill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of a program: keeps its first {@value #KEPT} bytes and tells of each line while it comes; of a stream that is
 * longer, all of it goes to a file as well. Thread-safe.
 */
final class Capture implements Runnable {
    static final int KEPT = 1 << 20;
    private static final int LONGEST_LINE = 8192;

    private final String kind;
    private final Events events;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);
    private InputStream stream = InputStream.nullInputStream();
    private Spill.@Nullable Sink spill;
    private long written;
    private boolean sealed;

    Capture(String kind, Events events) {
        this.kind = kind;
        this.events = events;
    }

    void from(InputStream source) {
        stream = source;
    }

    /** Counted down when the stream has ended. */
    CountDownLatch end() {
        return end;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                take(buffer, length);
            }
        } catch (IOException e) {
            // a stream that breaks has ended: the exit code tells how the program went
        } finally {
            tellLine();
            end.countDown();
        }
    }

    private void take(byte[] buffer, int length) {
        int room;
        synchronized (this) {
            if (sealed) {
                return;
            }
            room = (int) Math.min(length, KEPT - Math.min(KEPT, written));
            kept.write(buffer, 0, room);
            written += length;
            if (room < length) {
                spill(buffer, room, length);
            }
        }
        if (events != Events.NONE) {
            tell(buffer, room);
        }
    }

    /** The first time, what was kept goes before it, so that the file is whole. */
    private void spill(byte[] buffer, int from, int length) {
        Spill.Sink sink = spill;
        if (sink == null) {
            sink = events.spill(kind);
            spill = sink;
            byte[] before = kept.toByteArray();
            sink.write(before, before.length);
            events.event(new Events.Event(
                    "dropped",
                    String.format(Locale.ROOT, "%s goes on beyond the %,d bytes that are kept", kind, KEPT),
                    null));
        }
        byte[] beyond = Arrays.copyOfRange(buffer, from, length);
        sink.write(beyond, beyond.length);
    }

    private void tell(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n' || line.size() == LONGEST_LINE) {
                tellLine();
            }
            if (buffer[i] != '\n') {
                line.write(buffer[i]);
            }
        }
    }

    private void tellLine() {
        if (line.size() > 0 && !isSealed()) {
            events.event(new Events.Event(kind, decoded(line.toByteArray()).stripTrailing(), null));
        }
        line.reset();
    }

    private synchronized boolean isSealed() {
        return sealed;
    }

    /** What was read; what comes later is lost. */
    synchronized ProcessLauncher.Captured seal() {
        boolean ended = end.getCount() == 0;
        sealed = true;
        byte[] bytes = kept.toByteArray();
        String rest = spill == null ? "" : spill.end();
        return new ProcessLauncher.Captured(
                decoded(bytes), written, bytes.length, ended && written == bytes.length, rest);
    }

    /** UTF-8, or UTF-16 if a mark says so; else the machine's own encoding. */
    private static String decoded(byte[] bytes) {
        if (bytes.length >= 2 && (marked(bytes, 0xff, 0xfe) || marked(bytes, 0xfe, 0xff))) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, wholeCharacters(bytes)))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, nativeCharset());
        }
    }

    private static boolean marked(byte[] bytes, int first, int second) {
        return (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** The length without a character that the limit has cut. */
    private static int wholeCharacters(byte[] bytes) {
        if (bytes.length < KEPT) {
            return bytes.length;
        }
        int start = bytes.length - 1;
        while (start > bytes.length - 4 && (bytes[start] & 0xc0) == 0x80) {
            start--;
        }
        int lead = bytes[start] & 0xff;
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        return start + needed > bytes.length ? start : bytes.length;
    }

    private static Charset nativeCharset() {
        String name = System.getProperty("native.encoding");
        return name == null || !Charset.isSupported(name) ? Charset.defaultCharset() : Charset.forName(name);
    }
}
