package dev.runwright.download;

import dev.runwright.engine.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
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
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                if (cancellation.now()) {
                    throw new IOException("the run was cancelled");
                }
                digest.update(block, 0, read);
            }
        }
        return hex(digest);
    }

    /** Adds the first {@code length} bytes of an open file, by its own channel: closing another one would give up its lock. */
    static void add(MessageDigest digest, SeekableByteChannel file, long length, Stop stop) throws IOException, Failed {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        file.position(0);
        for (long left = length; left > 0; left -= block.limit()) {
            stop.check();
            block.clear().limit((int) Math.min(BLOCK, left));
            if (file.read(block) < 0) {
                throw new IOException("it was cut meanwhile");
            }
            digest.update(block.flip());
        }
    }
}
