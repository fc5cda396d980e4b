package dev.runwright.download;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small files of JSON beside a download. Stateless. */
final class Notes {
    private static final int LARGEST = 100_000;

    private Notes() {}

    /** What a note says; nothing if it is not there or is damaged. */
    static Map<String, @Nullable Object> read(Path note) {
        try {
            return Files.size(note) > LARGEST ? Map.of() : Json.readObject(Files.readString(note));
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** Writes a note, all of it or nothing. */
    static void write(Path note, Map<String, @Nullable Object> data) throws IOException {
        Path fresh = note.resolveSibling(note.getFileName() + ".new");
        try {
            Files.writeString(
                    fresh,
                    Json.pretty(data),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            Files.move(fresh, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            removed(fresh, e);
            throw e;
        }
    }

    private static void removed(Path file, IOException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    static @Nullable String text(Map<String, @Nullable Object> note, String key) {
        return Data.text(note.get(key));
    }
}
