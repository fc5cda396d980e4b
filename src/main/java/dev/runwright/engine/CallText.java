package dev.runwright.engine;

import dev.runwright.model.GraphCommand;
import dev.runwright.value.EnumValue;
import dev.runwright.value.Pending;
import dev.runwright.value.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls as a person would type them in PowerShell; for reading only, nothing is ever parsed from them. Stateless. */
final class CallText {
    private CallText() {}

    /** A call as a person would see it, the computer before it where that is not the shell's own. */
    static String of(Cmdlets.Call call) {
        return Connections.Place.of(call.connection()).prompt() + of(call.cmdlet(), call.parameters());
    }

    /** {@code Set-CASMailbox -Identity anna@contoso.com -OWAEnabled $false}. */
    static String of(String cmdlet, Map<String, @Nullable Object> parameters) {
        if (GraphCommand.isGraph(cmdlet)) {
            return GraphCalls.text(cmdlet, parameters);
        }
        StringBuilder text = new StringBuilder(cmdlet);
        parameters.forEach((name, value) ->
                text.append(" -").append(name).append(separator(value)).append(literal(value)));
        return text.toString();
    }

    private static String separator(@Nullable Object value) {
        return value instanceof Boolean ? ":" : " ";
    }

    static String literal(@Nullable Object value) {
        if (value == null) {
            return "$null";
        }
        if (value instanceof Boolean flag) {
            return flag ? "$true" : "$false";
        }
        if (value instanceof Number
                || value instanceof Pending
                || value instanceof EnumValue
                || value instanceof Secret) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, item) -> entries.add(key + "=" + literal(item)));
            return "@{" + String.join("; ", entries) + "}";
        }
        if (value instanceof List<?> list) {
            return "@(" + String.join(", ", list.stream().map(CallText::literal).toList()) + ")";
        }
        String text = value.toString();
        boolean plain = text.matches("[\\w@.:\\\\/+-]+");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
