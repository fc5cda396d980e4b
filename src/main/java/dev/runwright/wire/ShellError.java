package dev.runwright.wire;

import dev.runwright.value.Data;
import dev.runwright.value.Tagged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error record of PowerShell. Immutable.
 *
 * @param message the sentence
 * @param type .NET type of the exception; empty if unknown
 * @param id FullyQualifiedErrorId; empty if unknown
 * @param category category's name, such as {@code ObjectNotFound}; empty if unknown
 * @param target name of what it is about; empty if unsaid
 * @param details what else is known, plain data: {@code script line column command stack position inner parse} …
 */
public record ShellError(
        String message, String type, String id, String category, String target, Map<String, @Nullable Object> details) {
    /** Copies the details. */
    public ShellError {
        details = Data.copy(details);
    }

    /** An error as a command gives it, with nothing known of its place. */
    public static ShellError of(String message, String type, String id, String category, String target) {
        return new ShellError(message, type, id, category, target, Map.of());
    }

    /** The script's line, 1-based, if the error has one. */
    public Optional<Integer> line() {
        return details.get("line") instanceof Number line && line.intValue() > 0
                ? Optional.of(line.intValue())
                : Optional.empty();
    }

    /** What the parser found wrong: maps with {@code message script line column text}; empty unless a script cannot be parsed. */
    public List<Map<String, @Nullable Object>> parseErrors() {
        return Data.list(details.get("parse")).stream().map(Data::map).toList();
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("message", message);
        fields.put("type", type);
        fields.put("fqid", id);
        fields.put("category", category);
        fields.put("targetName", target);
        fields.putAll(details);
        return Data.map(Tagged.encode(fields));
    }

    static ShellError read(@Nullable Object tagged) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(Data.map(Tagged.decode(tagged)));
        return new ShellError(
                take(fields, "message"),
                take(fields, "type"),
                take(fields, "fqid"),
                take(fields, "category"),
                take(fields, "targetName"),
                fields);
    }

    private static String take(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.remove(name);
        return value == null ? "" : value.toString();
    }
}
