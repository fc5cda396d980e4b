package dev.runwright.download;

import dev.runwright.engine.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. Stateless. */
final class Hash {
    private static final int BLOCK = 1 << 16;

    private Hash() {}

    static MessageDigest begun() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a whole file. */
    static String of(Path file, Cancellation cancellation) throws IOException {
        MessageDigest digest = begun();
        add(digest, file, Long.MAX_VALUE, cancellation);
        return hex(digest);
    }

    /** Adds the first {@code length} bytes of a file. */
    static void add(MessageDigest digest, Path file, long length, Cancellation cancellation) throws IOException {
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            long left = length;
            while (left > 0) {
                int read = in.read(block, 0, (int) Math.min(block.length, left));
                if (read < 0) {
                    return;
                }
                if (cancellation.now()) {
                    throw new IOException("the run was cancelled");
                }
                digest.update(block, 0, read);
                left -= read;
            }
        }
    }
}
