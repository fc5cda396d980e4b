package dev.runwright.wire;

import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shell says of itself, in the replies to the boot line and to {@link Request.Probe}. Immutable.
 *
 * @param pid its process id
 * @param engine {@link #PWSH} or {@link #STANDIN}
 * @param version of PowerShell, or of the stand-in
 * @param edition {@code Core}, {@code Desktop}, or empty
 * @param language PowerShell's language mode, or empty
 * @param pipe whether it takes further requests from the pipe that it was given
 * @param memory its private memory in bytes; negative if it does not say
 */
public record ShellFacts(
        long pid, String engine, String version, String edition, String language, boolean pipe, long memory) {
    /** A real PowerShell. */
    public static final String PWSH = "pwsh";

    /** The shell inside this product, which has no language. */
    public static final String STANDIN = "standin";

    /** As the data of a reply. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("pid", pid);
        fields.put("engine", engine);
        fields.put("version", version);
        fields.put("edition", edition);
        fields.put("language", language);
        fields.put("pipe", pipe);
        fields.put("memory", memory);
        return fields;
    }

    /** From a reply's data; what is missing is empty. */
    public static ShellFacts of(Reply reply) {
        Map<String, @Nullable Object> fields =
                reply.data().isEmpty() ? Map.of() : Data.map(reply.data().get(0));
        return new ShellFacts(
                fields.get("pid") instanceof Number pid ? pid.longValue() : -1,
                text(fields, "engine"),
                text(fields, "version"),
                text(fields, "edition"),
                text(fields, "language"),
                Boolean.TRUE.equals(fields.get("pipe")),
                fields.get("memory") instanceof Number memory ? memory.longValue() : -1);
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.get(name);
        return value == null ? "" : value.toString();
    }
}
