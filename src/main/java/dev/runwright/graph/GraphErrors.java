package dev.runwright.graph;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.ErrorClasses;
import dev.runwright.engine.StepError;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Graph's errors as a step's (Graph documentation, "Error responses and resource types"). Stateless. */
final class GraphErrors {
    private static final int MOST = 300;

    private GraphErrors() {}

    /** The error of an answer that is not good. */
    static StepError of(String shown, Answer answer) {
        Map<String, @Nullable Object> body = Map.of();
        try {
            body = Json.readObject(answer.body());
        } catch (IllegalArgumentException e) {
            // A proxy or a gateway answered: its status says enough.
        }
        String after = answer.header("retry-after").orElse(null);
        return error(shown, answer.status(), body, after, ids(answer));
    }

    /** The error of a part of a batch. */
    static StepError ofPart(String shown, int status, Map<String, @Nullable Object> body) {
        return error(shown, status, body, null, Map.of());
    }

    private static StepError error(
            String shown,
            int status,
            Map<String, @Nullable Object> body,
            @Nullable String retryAfter,
            Map<String, @Nullable Object> ids) {
        Map<String, @Nullable Object> error = body.get("error") instanceof Map<?, ?> inner ? Data.map(inner) : Map.of();
        String code = error.get("code") == null ? "" : error.get("code").toString();
        String said = error.get("message") == null
                ? ""
                : error.get("message").toString().strip();
        StringBuilder text = new StringBuilder("Microsoft Graph answered ")
                .append(shown)
                .append(" with ")
                .append(status);
        if (!code.isEmpty()) {
            text.append(' ').append(code);
        }
        if (!said.isEmpty()) {
            text.append(": ").append(said.length() > MOST ? said.substring(0, MOST) + " …" : said);
        }
        if (text.charAt(text.length() - 1) != '.') {
            text.append('.');
        }
        if (retryAfter != null) {
            text.append(" Retry-After: ").append(retryAfter).append('.');
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("status", (long) status);
        details.put("id", code);
        details.putAll(ids);
        return new StepError(kind(status, code), text.toString(), null, details);
    }

    private static ErrorClass kind(int status, String code) {
        ErrorClass byCode = ErrorClasses.shipped().of(new ErrorClasses.Said(code, "", "", "", null));
        return byCode == ErrorClass.UNKNOWN ? ErrorClasses.shipped().http(status) : byCode;
    }

    /** By what Microsoft finds a request again. */
    static Map<String, @Nullable Object> ids(Answer answer) {
        Map<String, @Nullable Object> ids = new LinkedHashMap<>();
        ids.put("client-request-id", answer.asked());
        ids.put("request-id", answer.requestId());
        return ids;
    }
}
