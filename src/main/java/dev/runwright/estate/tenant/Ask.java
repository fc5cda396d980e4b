package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the tenant, of which the token is good. For one thread.
 *
 * @param method {@code GET POST PATCH PUT DELETE}
 * @param path its segments after the version, decoded
 * @param names what the route's placeholders stand for
 * @param query by name with its dollar sign
 * @param headers by name in lower case
 * @param body the body's properties; empty if there is none
 * @param base address of the service with its version, for links
 */
record Ask(
        String method,
        List<String> path,
        Map<String, String> names,
        Map<String, String> query,
        Map<String, String> headers,
        Map<String, @Nullable Object> body,
        String base,
        Documents documents) {
    /** Copies what it is given. */
    Ask {
        path = List.copyOf(path);
        names = Map.copyOf(names);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        body = Data.copy(body);
    }

    /** What a placeholder of the route stands for. */
    String name(String placeholder) {
        return String.valueOf(names.get(placeholder));
    }

    /** The route's call of this. */
    Ask at(Map<String, String> found) {
        return new Ask(method, path, found, query, headers, body, base, documents);
    }

    /** A text of the body; null if it is missing. */
    @Nullable String text(String property) {
        return Data.text(body.get(property));
    }

    /** Refuses a body with other properties than these. */
    void only(String kind, Iterable<String> known) {
        for (String property : body.keySet()) {
            boolean found = property.startsWith("@odata.");
            for (String name : known) {
                found |= name.equals(property);
            }
            if (!found) {
                throw GraphFailure.badProperty(property, kind);
            }
        }
    }
}
