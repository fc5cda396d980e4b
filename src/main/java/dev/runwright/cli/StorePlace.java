package dev.runwright.cli;

import dev.runwright.cli.Profile.SecretSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the journal is kept (design 8). Immutable.
 *
 * @param url {@code jdbc:postgresql://host/db}; null for a SQLite file in the folder of the state
 * @param user null where the URL names it
 * @param password where the user's password is; null for none
 */
public record StorePlace(
        @Nullable String url,
        @Nullable String user,
        @Nullable SecretSource password) {
    /** A SQLite file in the folder of the state. */
    public static final StorePlace SQLITE = new StorePlace(null, null, null);

    /** Whether it is a server, which several machines can share. */
    public boolean isServer() {
        return url != null;
    }
}
