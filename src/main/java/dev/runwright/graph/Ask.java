package dev.runwright.graph;

import dev.runwright.value.Data;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to Graph. Immutable.
 *
 * @param shown method and path, for messages
 * @param headers those of the call itself
 * @param body JSON; null for none
 * @param reads whether it changes nothing, so that it may be sent again whatever became of it
 */
record Ask(
        String method,
        URI uri,
        String shown,
        Map<String, String> headers,
        @Nullable String body,
        boolean reads) {
    /** Copies the headers. */
    Ask {
        headers = Data.copy(headers);
    }

    /** Whether sending it twice does the same as once. */
    boolean repeatable() {
        return reads || !method.equals("POST");
    }

    /** The same for another page. */
    Ask at(URI next) {
        return new Ask(method, next, shown, headers, body, reads);
    }
}
