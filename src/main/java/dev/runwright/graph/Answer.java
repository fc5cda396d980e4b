package dev.runwright.graph;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered. Immutable.
 *
 * @param body as UTF-8; cut at the limit
 * @param whole whether the body was not cut
 * @param asked the {@code client-request-id} that it is an answer to
 */
record Answer(int status, HttpHeaders headers, String body, boolean whole, String asked) {
    /** The answer to a part of a batch, without its body. */
    static Answer ofPart(int status, Map<String, @Nullable Object> headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, List.of(String.valueOf(value))));
        return new Answer(status, HttpHeaders.of(values, (name, value) -> true), "", true, "");
    }

    boolean good() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The service's own id of the request; empty text if it gave none. */
    String requestId() {
        return header("request-id").orElse("");
    }
}
