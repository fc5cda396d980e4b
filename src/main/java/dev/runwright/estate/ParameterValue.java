package dev.runwright.estate;

import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.value.Data;
import dev.runwright.value.Secret;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts one argument to its parameter's type as PowerShell does. Stateless. */
final class ParameterValue {
    private ParameterValue() {}

    /**
     * The converted value: Boolean, Long, OffsetDateTime, text, or a list; null stays null where the parameter allows it.
     *
     * @throws CommandFailure if it does not convert
     */
    static @Nullable Object convert(ParameterFacts parameter, @Nullable Object value) {
        Object converted = switch (parameter.type()) {
            case "SwitchParameter" -> switchValue(parameter, value);
            case "Boolean" -> flag(parameter, value);
            case "Int32", "Int64", "UInt32", "UInt64" -> number(parameter, value);
            case "DateTime", "ExDateTime" -> time(parameter, value);
            default -> isList(parameter) ? list(parameter, value) : scalar(parameter, value);
        };
        checkWords(parameter, converted);
        checkLength(parameter, converted);
        return converted instanceof String word ? spelled(parameter, word) : converted;
    }

    /** A word of the parameter's list as the list spells it. */
    private static String spelled(ParameterFacts parameter, String word) {
        return parameter.values().stream()
                .filter(word::equalsIgnoreCase)
                .findFirst()
                .orElse(word);
    }

    private static boolean isList(ParameterFacts parameter) {
        String type = parameter.type();
        return parameter.addRemove()
                || type.endsWith("[]")
                || type.equals("MultiValuedProperty")
                || type.endsWith("Collection");
    }

    private static Object switchValue(ParameterFacts parameter, @Nullable Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        throw CommandFailure.badValue(
                parameter.name(),
                cannot(value, "System.Management.Automation.SwitchParameter", "a switch takes true or false only"));
    }

    private static @Nullable Object flag(ParameterFacts parameter, @Nullable Object value) {
        if (value instanceof Boolean || (value == null && nullable(parameter))) {
            return value;
        }
        if (value instanceof Number number) {
            return number.longValue() != 0;
        }
        throw CommandFailure.badValue(
                parameter.name(),
                cannot(
                        value,
                        "System.Boolean",
                        "Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0"));
    }

    private static boolean nullable(ParameterFacts parameter) {
        return parameter.nullMeaningful() || parameter.values().contains("$null");
    }

    private static Object number(ParameterFacts parameter, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.valueOf(String.valueOf(value).trim());
        } catch (NumberFormatException e) {
            throw CommandFailure.badValue(
                    parameter.name(),
                    cannot(value, "System." + parameter.type(), "Input string was not in a correct format"));
        }
    }

    private static @Nullable Object time(ParameterFacts parameter, @Nullable Object value) {
        if (value == null || value instanceof OffsetDateTime) {
            return value;
        }
        if (value instanceof LocalDateTime local) {
            return local.atOffset(ZoneOffset.UTC);
        }
        String text = value.toString();
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
            }
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text)
                    : LocalDateTime.parse(text.replace(' ', 'T')).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw CommandFailure.badValue(
                    parameter.name(),
                    cannot(value, "System.DateTime", "String was not recognized as a valid DateTime"));
        }
    }

    private static @Nullable Object scalar(ParameterFacts parameter, @Nullable Object value) {
        if (value instanceof Map<?, ?> && parameter.type().endsWith("IdParameter")) {
            return identity(Data.map(value));
        }
        if (value instanceof List<?>
                || (value instanceof Map<?, ?> && !parameter.type().startsWith("Hashtable"))) {
            String found = value instanceof List<?> ? "System.Object[]" : "System.Collections.Hashtable";
            throw CommandFailure.badValue(
                    parameter.name(),
                    "Cannot convert the \"" + found + "\" value of type \"" + found + "\" to type \"" + parameter.type()
                            + "\".");
        }
        return value instanceof Secret secret ? secret.reveal() : value;
    }

    /** An object that came down the pipeline names itself. */
    private static @Nullable Object identity(Map<String, @Nullable Object> object) {
        for (String name : List.of("Identity", "Guid", "Name")) {
            Object value = Data.get(object, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Object list(ParameterFacts parameter, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            boolean changes = map.keySet().stream()
                    .allMatch(key -> String.valueOf(key).equalsIgnoreCase("Add")
                            || String.valueOf(key).equalsIgnoreCase("Remove"));
            if ((parameter.addRemove() && changes) || parameter.type().startsWith("Hashtable")) {
                return value;
            }
            throw CommandFailure.badValue(
                    parameter.name(),
                    "Cannot convert the \"System.Collections.Hashtable\" value to type \"" + parameter.type() + "\".");
        }
        return value == null || value instanceof List<?> ? value : new ArrayList<>(List.of(value));
    }

    private static String cannot(@Nullable Object value, String type, String why) {
        return "Cannot convert value \"" + (value == null ? "" : value) + "\" to type \"" + type + "\". " + why + ".";
    }

    private static void checkWords(ParameterFacts parameter, @Nullable Object value) {
        if (!parameter.closed() || value == null || value instanceof Boolean || value instanceof Map<?, ?>) {
            return;
        }
        List<?> items = value instanceof List<?> ? Data.list(value) : List.of(value);
        for (Object item : items) {
            String word = String.valueOf(item);
            if (parameter.values().stream().noneMatch(word::equalsIgnoreCase)) {
                throw CommandFailure.badValue(
                        parameter.name(),
                        "Cannot convert value \"" + word + "\" to type \"" + parameter.type()
                                + "\". Error: \"Unable to match the identifier name " + word
                                + " to a valid enumerator name. Specify one of the following enumerator names and try again:\n"
                                + String.join(", ", parameter.values()) + "\"");
            }
        }
    }

    private static void checkLength(ParameterFacts parameter, @Nullable Object value) {
        Integer limit = parameter.maxChars();
        if (limit == null || !(value instanceof String text)) {
            return;
        }
        String shown = text.toLowerCase(Locale.ROOT).contains("<html>")
                ? text.replaceAll("<[^>]*>", "").strip()
                : text;
        if (shown.length() > limit) {
            throw CommandFailure.refusedValue(
                    parameter.name(),
                    "The length of the property is too long. The maximum length is " + limit
                            + " and the length of the value provided is " + shown.length() + ".");
        }
    }
}
