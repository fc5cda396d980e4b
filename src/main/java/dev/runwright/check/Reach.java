package dev.runwright.check;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook will reach, as far as it is known when it is checked. Immutable.
 *
 * @param profile its name, for messages; null if no profile is chosen
 * @param connections by name, each with its organisation ({@code cloud} or {@code on_premises}); empty text where unsaid
 * @param whole whether there are no other connections
 */
public record Reach(@Nullable String profile, Map<String, String> connections, boolean whole) {
    /** Nothing is known. */
    public static final Reach UNKNOWN = new Reach(null, Map.of(), false);

    /** Copies the map. */
    public Reach {
        connections = Map.copyOf(connections);
    }

    /** The organisation behind a connection; empty text if it is not known. */
    String organisation(String connection) {
        return connections.getOrDefault(connection, "");
    }

    /** Whether the profile surely has no such connection. */
    boolean lacks(String connection) {
        return whole && !connections.containsKey(connection);
    }
}
