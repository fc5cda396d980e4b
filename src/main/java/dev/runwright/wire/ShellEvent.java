package dev.runwright.wire;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shell says while it works: the body of an event frame. Immutable.
 *
 * @param kind {@code output warning verbose debug info host stderr error progress beat more dropped estate}
 * @param value plain data: text; for {@code output} an object that is also in the reply; for {@code error} the error's fields; for
 *     {@code progress} a map with {@code activity status operation percent seconds of in done}; for {@code beat} milliseconds; for
 *     {@code more} a list of what no longer is a message of its own, each text with its kind, a colon and a blank before it; for
 *     {@code dropped} how many not even of these came
 */
public record ShellEvent(String kind, @Nullable Object value) {
    /** The body as JSON text. */
    public String json() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("k", kind);
        body.put("v", Tagged.encode(value));
        return Json.write(body);
    }

    /**
     * Reads a body.
     *
     * @throws WireException if it is none
     */
    public static ShellEvent parse(String json) {
        try {
            Map<String, @Nullable Object> body = Json.readObject(json);
            return new ShellEvent(String.valueOf(body.get("k")), Tagged.decode(body.get("v")));
        } catch (IllegalArgumentException e) {
            throw WireException.badMessage("an event", String.valueOf(e.getMessage()), e);
        }
    }

    /** The value of one of the keys of a value that is a map; null if there is none. */
    public @Nullable Object get(String key) {
        return value instanceof Map<?, ?> ? Data.map(value).get(key) : null;
    }
}
