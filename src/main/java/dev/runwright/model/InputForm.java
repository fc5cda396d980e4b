package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a form as data that a journal can keep, and back. Stateless. */
public final class InputForm {
    private InputForm() {}

    /** Each field's name to what it takes. */
    public static Map<String, @Nullable Object> write(List<Input> fields) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        fields.forEach(field -> form.put(field.name(), field(field)));
        return form;
    }

    private static Map<String, @Nullable Object> field(Input field) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("type", word(field.type()));
        put(data, "of", field.of() == null ? null : word(field.of()));
        put(data, "runbook", field.runbook());
        put(data, "pattern", field.pattern() == null ? null : field.pattern().pattern());
        put(data, "min", field.min());
        put(data, "max", field.max());
        put(data, "values", field.values().isEmpty() ? null : field.values());
        put(data, "optional", field.optional() ? true : null);
        put(data, "ask", field.ask());
        if (field.hasDefault()) {
            data.put("default", field.standard());
        }
        return data;
    }

    private static String word(InputType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, @Nullable Object> data, String key, @Nullable Object value) {
        if (value != null) {
            data.put(key, value);
        }
    }

    /** The fields that {@link #write} wrote, at the place of their step. */
    public static List<Input> read(Map<String, @Nullable Object> form, Position position) {
        List<Input> fields = new ArrayList<>();
        form.forEach((name, data) -> fields.add(field(name, Data.map(data), position)));
        return fields;
    }

    private static Input field(String name, Map<String, @Nullable Object> data, Position position) {
        String pattern = Data.text(data.get("pattern"));
        List<Object> values = Data.list(data.get("values")).stream()
                .map(Objects::requireNonNull)
                .map(Object.class::cast)
                .toList();
        return new Input(
                position,
                name,
                type(String.valueOf(data.get("type"))),
                data.get("of") == null ? null : type(String.valueOf(data.get("of"))),
                Data.text(data.get("runbook")),
                pattern == null ? null : Pattern.compile(pattern),
                data.get("min"),
                data.get("max"),
                values,
                Boolean.TRUE.equals(data.get("optional")),
                data.containsKey("default"),
                data.get("default"),
                Data.text(data.get("ask")));
    }

    private static InputType type(String word) {
        return InputType.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
