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
 * What a sandbox's command gives. Immutable.
 *
 * @param data the objects, plain data; a map's key {@code $type} becomes the object's type name
 * @param warnings for the warning stream
 * @param error the error record; null if there is none
 * @param terminating whether the error ends the command, else it is written to the error stream after {@code data}
 */
public record EstateAnswer(
        List<@Nullable Object> data,
        List<String> warnings,
        @Nullable ShellError error,
        boolean terminating) {
    /** Copies the lists. */
    public EstateAnswer {
        data = Collections.unmodifiableList(new ArrayList<>(data));
        warnings = List.copyOf(warnings);
    }

    /** Only objects. */
    public static EstateAnswer of(List<? extends @Nullable Object> data) {
        return new EstateAnswer(new ArrayList<>(data), List.of(), null, false);
    }

    /** Only an error. */
    public static EstateAnswer failed(ShellError error, boolean terminating) {
        return new EstateAnswer(List.of(), List.of(), error, terminating);
    }

    /** The line that answers the proxy, without its end. */
    public String line() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        List<@Nullable Object> tagged = new ArrayList<>();
        data.forEach(item -> tagged.add(withPlainType(item)));
        body.put("data", tagged);
        body.put("warnings", warnings);
        body.put("error", error == null ? null : error(error, terminating));
        return Json.write(body);
    }

    private static @Nullable Object withPlainType(@Nullable Object item) {
        Object tagged = Tagged.encode(item);
        if (item instanceof Map<?, ?> map && map.containsKey("$type")) {
            Data.map(tagged).put("$type", map.get("$type"));
        }
        return tagged;
    }

    private static Map<String, @Nullable Object> error(ShellError error, boolean terminating) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        out.put("message", error.message());
        out.put("type", error.type());
        out.put("fqid", error.id());
        out.put("category", error.category());
        out.put("target", error.target());
        out.put("terminating", terminating);
        return out;
    }
}
