package dev.runwright.wire;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Tagged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request: the body of a reply frame. Immutable.
 *
 * @param why a short text for {@link Status#REFUSED} and for a module that could not be loaded; else empty
 * @param errors error records; if {@code terminating}, the first one ended the call
 * @param exitCode of a script or native program; null if there is none
 * @param data the objects that were given, as plain data
 * @param dropped objects beyond the limit, not in {@code data}
 * @param cut whether an object was too deep or too large and is not whole
 * @param dirty what could not be put back to its state before the call; empty if nothing
 */
public record Reply(
        String id,
        Status status,
        String why,
        List<ShellError> errors,
        boolean terminating,
        @Nullable Integer exitCode,
        List<@Nullable Object> data,
        long dropped,
        boolean cut,
        String dirty) {
    /** Copies the lists. */
    public Reply {
        errors = List.copyOf(errors);
        data = Collections.unmodifiableList(new ArrayList<>(data));
    }

    /** Done, with these objects. */
    public static Reply ok(String id, List<? extends @Nullable Object> data) {
        return new Reply(id, Status.OK, "", List.of(), false, null, new ArrayList<>(data), 0, false, "");
    }

    /** Done, with these objects and errors that did not end it. */
    public static Reply errors(String id, List<? extends @Nullable Object> data, List<ShellError> errors) {
        return new Reply(id, Status.ERRORS, "", errors, false, null, new ArrayList<>(data), 0, false, "");
    }

    /** Ended by an error. */
    public static Reply failed(String id, ShellError error) {
        return new Reply(id, Status.FAILED, "", List.of(error), true, null, List.of(), 0, false, "");
    }

    /** Ended in another way, for the reason {@code why}. */
    public static Reply of(String id, Status status, String why) {
        return new Reply(id, status, why, List.of(), false, null, List.of(), 0, false, "");
    }

    /** The body as JSON text. */
    public String json() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("v", 1L);
        body.put("id", id);
        body.put("status", status.word());
        body.put("why", why);
        body.put("terminating", terminating);
        body.put("exitCode", exitCode);
        body.put("dropped", dropped);
        body.put("cut", cut);
        body.put("dirty", dirty);
        body.put("errors", errors.stream().map(ShellError::fields).toList());
        body.put("data", Tagged.encode(data));
        return Json.write(body);
    }

    /**
     * Reads a body.
     *
     * @throws WireException if it is none
     */
    public static Reply parse(String json) {
        try {
            return read(Json.readObject(json));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw WireException.badMessage("a reply", String.valueOf(e.getMessage()), e);
        }
    }

    private static Reply read(Map<String, @Nullable Object> body) {
        String word = String.valueOf(body.get("status"));
        Status status =
                Status.of(word).orElseThrow(() -> new IllegalArgumentException("unknown status '" + word + "'"));
        return new Reply(
                String.valueOf(body.get("id")),
                status,
                body.get("why") instanceof String why ? why : "",
                Data.list(body.get("errors")).stream().map(ShellError::read).toList(),
                Boolean.TRUE.equals(body.get("terminating")),
                body.get("exitCode") instanceof Number exit ? exit.intValue() : null,
                Data.list(Tagged.decode(body.get("data"))),
                body.get("dropped") instanceof Number dropped ? dropped.longValue() : 0,
                Boolean.TRUE.equals(body.get("cut")),
                body.get("dirty") instanceof String dirty ? dirty : "");
    }
}
