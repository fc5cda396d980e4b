package dev.runwright.store;

import dev.runwright.value.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database and who signs in to it.
 *
 * @param url {@code jdbc:postgresql://host/db}, with the driver's parameters
 * @param user null where the URL names it, or for the operating system's
 * @param password null for none
 */
public record PostgresServer(
        String url, @Nullable String user, @Nullable Secret password) {
    /** What every such URL begins with. */
    public static final String PREFIX = "jdbc:postgresql:";

    /** The database without anything that should not be shown. */
    public String name() {
        int parameters = url.indexOf('?');
        return url.substring(PREFIX.length(), parameters < 0 ? url.length() : parameters);
    }

    /** Whether the URL has a parameter of the driver. */
    boolean says(String parameter) {
        return url.contains("?" + parameter + "=") || url.contains("&" + parameter + "=");
    }
}
