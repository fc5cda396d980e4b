package dev.runwright.estate;

import dev.runwright.text.SourceText;
import dev.runwright.value.Data;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an estate is made from. Immutable.
 *
 * @param file the file's name, for messages
 * @param digest SHA-256 of its text, to tell whether it has been changed since
 * @param data the file as plain data
 */
public record EstateDescription(String file, String digest, Map<String, @Nullable Object> data) {
    /** Copies the data. */
    public EstateDescription {
        data = Data.copy(data);
    }

    /** From a file's text, read by {@code reader} into plain data. */
    public static EstateDescription of(SourceText source, Function<SourceText, Map<String, @Nullable Object>> reader) {
        return new EstateDescription(source.name(), sha256(source.text()), reader.apply(source));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
