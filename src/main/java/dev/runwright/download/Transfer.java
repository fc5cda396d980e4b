package dev.runwright.download;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.text.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the bytes of one file into its {@code .part}, from where an earlier attempt left it. One use. */
final class Transfer {
    private static final int BLOCK = 1 << 16;
    private static final long LOOK_AT_DISK = 8L << 20;

    private final Order order;
    private final Web web;
    private final Disk disk;
    private final Attempt attempt;
    private final Stop stop;

    Transfer(Order order, Web web, Disk disk, Attempt attempt, Stop stop) {
        this.order = order;
        this.web = web;
        this.disk = disk;
        this.attempt = attempt;
        this.stop = stop;
    }

    /** What came: all of it. */
    record Came(String sha256, long size, URI url, boolean resumed) {}

    /** Fetches the file. A part that turns out to be of no use is fetched anew, once. */
    Came fetch(SeekableByteChannel part) throws IOException, Failed {
        Map<String, @Nullable Object> note = Notes.read(order.partNote());
        boolean ours = order.url().toString().equals(note.get("url")) && note.get("version") != null;
        long from = ours ? part.size() : 0;
        if (from > 0) {
            Came came = fetch(part, new Begun(from, Notes.text(note, "version"), note.get("size")));
            if (came != null && (order.sha256() == null || came.sha256().equals(order.sha256()))) {
                return came;
            }
        }
        Came came = fetch(part, new Begun(0, null, null));
        if (came == null) {
            throw Failed.whole(ErrorClass.INVALID, "The server does not send the file from its beginning.");
        }
        return came;
    }

    /** What an earlier attempt left: so many bytes of a version of so many bytes. */
    private record Begun(
            long from, @Nullable String version, @Nullable Object size) {
        boolean goesOnWith(Answer answer, boolean proved) {
            return from > 0
                    && answer.begin() == from
                    && (version == null || version.equals(answer.version(proved)))
                    && (size == null || size.equals(answer.total()));
        }
    }

    /** Fetches from a byte on; null if the server has no such part of that version. */
    private @Nullable Came fetch(SeekableByteChannel part, Begun begun) throws IOException, Failed {
        long from = begun.from();
        Answer answer = web.ask(order, from, begun.version(), stop);
        try (InputStream body = stop.watch(answer.response().body())) {
            if (answer.status() == Answer.NO_SUCH_RANGE && from > 0) {
                return null;
            }
            if (answer.status() == Answer.PART) {
                return begun.goesOnWith(answer, isProved()) ? receive(part, body, answer, from) : null;
            }
            if (answer.status() != Answer.OK) {
                throw answer.failed();
            }
            return receive(part, body, answer, 0);
        }
    }

    private Came receive(SeekableByteChannel part, InputStream body, Answer answer, long from)
            throws IOException, Failed {
        long total = answer.total();
        if (order.size() >= 0 && total >= 0 && total != order.size()) {
            throw Failed.whole(
                    ErrorClass.INVALID,
                    "The file has " + total + " bytes on the server; expected " + order.size() + ".");
        }
        credible(answer);
        room(total < 0 ? 0 : total - from);
        part.truncate(from);
        note(answer, total);
        MessageDigest digest = Hash.begun();
        Hash.add(digest, part, from, stop);
        part.position(from);
        long size = from + copy(body, part, digest, new Progress(from, total));
        long expected = total >= 0 ? total : order.size();
        if (expected >= 0 && size < expected) {
            throw Failed.later(
                    ErrorClass.UNREACHABLE, "The connection ended after " + size + " of " + expected + " bytes.");
        }
        if (expected >= 0 && size > expected) {
            throw Failed.whole(ErrorClass.INVALID, "The server sent " + size + " bytes; expected " + expected + ".");
        }
        if (size == 0 && order.size() != 0 && order.sha256() == null) {
            throw Failed.whole(ErrorClass.INVALID, "The file on the server is empty. If that is meant, say 'size: 0'.");
        }
        return new Came(Hash.hex(digest), size, answer.url(), from > 0);
    }

    private boolean isProved() {
        return order.sha256() != null;
    }

    /** Where nothing proves the file, it is not taken from an answer that may be cut, packed or a page of somebody else's. */
    private void credible(Answer answer) throws Failed {
        if (order.size() >= 0 || isProved()) {
            return;
        }
        if (!answer.endIsTold()) {
            throw Failed.whole(
                    ErrorClass.INVALID,
                    "The server does not say how long the file is, so that a cut one would look whole. Give 'sha256' or 'size'.");
        }
        String doubt = order.signer() == null ? answer.doubt(order.path()) : null;
        if (doubt != null) {
            throw Failed.whole(
                    ErrorClass.INVALID,
                    "The server " + answer.url().getHost() + " " + doubt
                            + ", which is hardly the file. If it is, give its 'sha256'.");
        }
    }

    private void note(Answer answer, long total) throws IOException {
        String version = answer.version(isProved());
        if (version == null) {
            Files.deleteIfExists(order.partNote());
            return;
        }
        Map<String, @Nullable Object> note = new LinkedHashMap<>();
        note.put("url", order.url().toString());
        note.put("version", version);
        note.put("size", total < 0 ? null : (Object) total);
        Notes.write(order.partNote(), note);
    }

    private void room(long needed) throws IOException, Failed {
        Path folder = java.util.Objects.requireNonNull(order.path().getParent());
        long free = disk.usable(folder);
        long wanted = needed > Long.MAX_VALUE - order.reserve() ? Long.MAX_VALUE : needed + order.reserve();
        if (free < wanted) {
            throw Failed.later(
                    ErrorClass.UNKNOWN,
                    "There is no room in " + folder + ": " + free + " bytes are free, " + wanted + " are needed.");
        }
    }

    private long copy(InputStream body, SeekableByteChannel part, MessageDigest digest, Progress progress)
            throws IOException, Failed {
        byte[] block = new byte[BLOCK];
        long copied = 0;
        long looked = 0;
        while (true) {
            int read = read(body, block);
            if (read < 0) {
                return copied;
            }
            for (ByteBuffer bytes = ByteBuffer.wrap(block, 0, read); bytes.hasRemaining(); ) {
                written(part, bytes);
            }
            digest.update(block, 0, read);
            copied += read;
            progress.tell(copied);
            if (copied - looked >= LOOK_AT_DISK) {
                looked = copied;
                room(0);
            }
        }
    }

    private int read(InputStream body, byte[] block) throws Failed {
        try {
            stop.check();
            return body.read(block);
        } catch (IOException e) {
            stop.check();
            throw Failed.later(ErrorClass.UNREACHABLE, "The connection broke: " + e.getMessage() + ".");
        }
    }

    /** What does not fit on the disk is not kept: others need the room. */
    private static void written(SeekableByteChannel part, ByteBuffer bytes) throws Failed {
        try {
            part.write(bytes);
        } catch (IOException e) {
            throw Failed.whole(ErrorClass.UNKNOWN, "The file cannot be written: " + FileTrouble.of(e) + ".");
        }
    }

    /** Tells of each whole per cent, or of each 8 MiB where the end is not known. */
    private final class Progress {
        private final long from;
        private final long total;
        private long told = -1;

        Progress(long from, long total) {
            this.from = from;
            this.total = total;
        }

        void tell(long copied) {
            long size = from + copied;
            long mark = total > 0 ? size * 100 / total : size / LOOK_AT_DISK;
            if (mark != told) {
                told = mark;
                Integer percent = total > 0 ? (Integer) (int) Math.min(100, mark) : null;
                String text = total > 0 ? size + " of " + total + " bytes" : size + " bytes";
                attempt.events().event(new Events.Event("progress", text, percent));
            }
        }
    }
}
