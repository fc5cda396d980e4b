package dev.runwright.estate.world;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The estate's state during one call: documents of plain data by path ({@code exchange/mailboxes/GUID}). A document that was read
 * must not be changed; a changed copy is put. Nothing is kept unless the whole call ends well. For one thread.
 */
public interface Documents {
    /** The document at a path. */
    Optional<Map<String, @Nullable Object>> find(String path);

    /** The documents whose path begins with {@code folder} and a slash, sorted by path. */
    SortedMap<String, Map<String, @Nullable Object>> under(String folder);

    /** Keeps a document, in place of the one that was there. */
    void put(String path, Map<String, @Nullable Object> document);

    /** Removes a document; nothing happens if there is none. */
    void remove(String path);

    /** The computer that the call is carried out on by a session to it; null for the one that the shells run on. */
    @Nullable String host();

    /** The time by the estate's clock. */
    Instant now();

    /** The next of the estate's numbers; 1 is the first. */
    long next();
}
