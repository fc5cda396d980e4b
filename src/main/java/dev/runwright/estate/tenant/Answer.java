package dev.runwright.estate.tenant;

import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant answers. Immutable.
 *
 * @param body null for none
 */
record Answer(
        int status, Map<String, String> headers, @Nullable Map<String, @Nullable Object> body) {
    /** Copies what it is given. */
    Answer {
        headers = Map.copyOf(headers);
        body = body == null ? null : Data.copy(body);
    }

    static Answer none() {
        return new Answer(204, Map.of(), null);
    }

    static Answer accepted() {
        return new Answer(202, Map.of(), null);
    }

    static Answer ok(Map<String, @Nullable Object> body) {
        return new Answer(200, Map.of(), body);
    }

    static Answer created(Map<String, @Nullable Object> body) {
        return new Answer(201, Map.of(), body);
    }

    /** The error document; {@code request} is the id of the request, {@code client} the caller's own. */
    static Answer failed(GraphFailure failure, String date, String request, String client) {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("date", date);
        inner.put("request-id", request);
        inner.put("client-request-id", client);
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", failure.code());
        error.put("message", failure.sentence());
        error.put("innerError", inner);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", error);
        return new Answer(failure.status(), Map.of(), body);
    }

    /** A collection that is given whole. */
    static Answer list(List<Map<String, @Nullable Object>> items) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("value", items);
        return ok(body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
