package dev.runwright.app;

import dev.runwright.text.FileTrouble;
import dev.runwright.text.RunwrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The files that people handed in, each under the SHA-256 of its bytes. */
record EvidenceFolder(HomeFolder home) {
    /** Copies a file in and gives its SHA-256; empty if it is not there or cannot be read. */
    Optional<String> keep(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return Optional.empty();
        }
        Path folder = home.make("evidence");
        try {
            Path part = Files.createTempFile(folder, "part", "");
            try {
                String hash = copy(file, part);
                Path kept = folder.resolve(hash);
                if (!Surroundings.isWindows()) {
                    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(home.fileRights()));
                }
                Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
                return Optional.of(hash);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            String sentence = "The evidence " + file + " cannot be kept in " + folder + ": " + FileTrouble.of(e)
                    + ". Nothing was answered.";
            throw new RunwrightException("evidence_unusable", sentence, e);
        }
    }

    /** The SHA-256 of a kept file as it is now; empty if it is gone or cannot be read. */
    Optional<String> digest(String name) {
        MessageDigest digest = sha256();
        try (InputStream in =
                        Files.newInputStream(home.path().resolve("evidence").resolve(name));
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String copy(Path file, Path part) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            in.transferTo(out);
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
