package dev.runwright.value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes secrets out of a stream of bytes of whatever encoding, also where a secret lies across two pieces: their forms are looked for
 * in UTF-8 and in UTF-16. Holds back a few bytes until it knows that no secret begins there. Not thread-safe.
 */
public final class RedactedBytes {
    private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> patterns = new ArrayList<>();
    private final boolean[] beginsOne = new boolean[256];
    private final int longest;
    private byte[] held = {};

    /** For the forms in which a redactor knows its secrets, longest first. */
    RedactedBytes(List<String> forms) {
        int most = 1;
        for (String form : forms) {
            for (byte[] pattern : List.of(
                    form.getBytes(StandardCharsets.UTF_8),
                    form.getBytes(StandardCharsets.UTF_16LE),
                    form.getBytes(StandardCharsets.UTF_16BE))) {
                patterns.add(pattern);
                beginsOne[pattern[0] & 0xff] = true;
                most = Math.max(most, pattern.length);
            }
        }
        longest = most;
    }

    /** The next piece; what may be passed on of it and of what was held back. */
    public byte[] next(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, 0, all, held.length, length);
        return upTo(all, all.length - longest + 1);
    }

    /** There are no more pieces: what was held back. */
    public byte[] last() {
        return upTo(held, held.length);
    }

    private byte[] upTo(byte[] all, int end) {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(all.length);
        int at = 0;
        while (at < end) {
            int secret = beginsOne[all[at] & 0xff] ? lengthAt(all, at) : 0;
            if (secret == 0) {
                clean.write(all[at++]);
            } else {
                clean.writeBytes(MASK);
                at += secret;
            }
        }
        held = Arrays.copyOfRange(all, at, all.length);
        return clean.toByteArray();
    }

    private int lengthAt(byte[] all, int at) {
        for (byte[] pattern : patterns) {
            if (at + pattern.length <= all.length
                    && Arrays.equals(all, at, at + pattern.length, pattern, 0, pattern.length)) {
                return pattern.length;
            }
        }
        return 0;
    }
}
