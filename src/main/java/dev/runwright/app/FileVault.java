package dev.runwright.app;

import dev.runwright.engine.Vault;
import dev.runwright.text.RunwrightException;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of runs in {@code secrets/RUN}, each sealed with AES-256-GCM under the key in {@code keys/vault.key}; run and name are
 * sealed with it, so that none can be put in another's place. Used by the process that drives the run; thread-safe.
 */
record FileVault(HomeFolder home) implements Vault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    @Override
    public synchronized void keep(String run, String name, Secret secret) {
        try {
            byte[] nonce = random(NONCE_BYTES);
            byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key(), nonce, run + "/" + name).doFinal(text);
            Map<String, @Nullable Object> all = new LinkedHashMap<>(read(file(run)));
            all.put(name, base64(nonce) + "." + base64(sealed));
            write(file(run), Json.write(all).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    @Override
    public synchronized Optional<Secret> find(String run, String name) {
        try {
            Object kept = read(file(run)).get(name);
            if (kept == null || !Files.exists(keyFile())) {
                return Optional.empty();
            }
            String[] parts = kept.toString().split("\\.", -1);
            byte[] nonce = Base64.getDecoder().decode(parts[0]);
            byte[] text = cipher(Cipher.DECRYPT_MODE, key(), nonce, run + "/" + name)
                    .doFinal(Base64.getDecoder().decode(parts[1]));
            return Optional.of(new Secret(name, new String(text, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new RunwrightException(
                    "secret_damaged",
                    "The secret '" + name + "' kept for run " + run + " cannot be opened: it was changed, or the key "
                            + keyFile() + " is another one. Delete " + file(run) + " and give the secret again.",
                    e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public synchronized void forget(String run) {
        try {
            Files.deleteIfExists(file(run));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Path file(String run) {
        return home.path().resolve("secrets").resolve(run);
    }

    private Path keyFile() {
        return home.path().resolve("keys").resolve("vault.key");
    }

    private static Map<String, @Nullable Object> read(Path file) throws IOException {
        return Files.exists(file) ? Data.map(Json.read(Files.readString(file))) : Map.of();
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path part = home.make("secrets").resolve(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        create(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] key() throws IOException {
        home.make("keys");
        if (!Files.exists(keyFile())) {
            try {
                create(keyFile(), random(KEY_BYTES));
            } catch (FileAlreadyExistsException e) {
                return Files.readAllBytes(keyFile());
            }
        }
        return Files.readAllBytes(keyFile());
    }

    private static void create(Path file, byte[] bytes) throws IOException {
        FileAttribute<?>[] rights = Surroundings.isWindows()
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                };
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String what) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(what.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private RunwrightException unusable(Exception cause) {
        return new RunwrightException(
                "vault_unusable",
                "The secrets kept in " + home.path() + " cannot be used: " + cause.getMessage()
                        + ". Check the folder's access rights.",
                cause);
    }
}
