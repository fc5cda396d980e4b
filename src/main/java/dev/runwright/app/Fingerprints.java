package dev.runwright.app;

import dev.runwright.text.FileTrouble;
import dev.runwright.text.RunwrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fingerprints of secrets: HMAC-SHA-256 with a key of this installation, so that the journal can show that two runs had the same
 * secret and nobody can try guesses against it. The key is made when it is first needed, its owner's alone (design 3.1, "Secrets").
 */
record Fingerprints(HomeFolder home) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SHOWN_BYTES = 12;

    /** The fingerprint of a secret, 24 hexadecimal digits. */
    String of(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            byte[] hash = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        } catch (IOException e) {
            String sentence = "The key of secrets' fingerprints in " + home.path() + " cannot be used: "
                    + FileTrouble.of(e) + ". Check the folder's access rights.";
            throw new RunwrightException("key_unusable", sentence, e);
        }
    }

    private byte[] key() throws IOException {
        Path file = home.make("keys").resolve("fingerprints.key");
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            try (FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersAlone())) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            } catch (FileAlreadyExistsException e) {
                return Files.readAllBytes(file);
            }
        }
        return Files.readAllBytes(file);
    }

    private static FileAttribute<?>[] ownersAlone() {
        return Surroundings.isWindows()
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                };
    }
}
