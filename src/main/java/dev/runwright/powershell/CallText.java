package dev.runwright.powershell;

import dev.runwright.value.Pending;
import dev.runwright.value.Secret;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Shows a call as a person would type it; secrets as {@code ***}. For eyes only, it is never run. Stateless. */
final class CallText {
    private CallText() {}

    static String of(String command, Map<String, @Nullable Object> parameters) {
        StringBuilder text = new StringBuilder(command);
        parameters.forEach(
                (name, value) -> text.append(" -").append(name).append(' ').append(value(value)));
        return text.toString();
    }

    private static String value(@Nullable Object value) {
        if (value == null) {
            return "$null";
        }
        if (value instanceof Boolean flag) {
            return flag ? "$true" : "$false";
        }
        if (value instanceof Number || value instanceof Secret || value instanceof Pending) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner entries = new StringJoiner("; ", "@{", "}");
            map.forEach((key, item) -> entries.add(key + " = " + value(item)));
            return entries.toString();
        }
        if (value instanceof Iterable<?> list) {
            StringJoiner items = new StringJoiner(", ", "@(", ")");
            list.forEach(item -> items.add(value(item)));
            return items.toString();
        }
        return "'" + value.toString().replace("'", "''") + "'";
    }
}
