package dev.runwright.catalogue;

import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the objects that a call means from the others that its reading gives. */
record Narrowing(
        ReadingFacts reading, Map<String, @Nullable Object> parameters, boolean absent, Form.Recipients recipients) {

    boolean fits(Map<String, @Nullable Object> object) {
        return reading.where().entrySet().stream().allMatch(wanted -> hasValue(object, wanted))
                && reading.matches().stream().allMatch(match -> fits(object, match));
    }

    private boolean hasValue(Map<String, @Nullable Object> object, Map.Entry<String, @Nullable Object> wanted) {
        Map.Entry<String, @Nullable Object> property = Data.entry(object, wanted.getKey());
        return property != null && Form.NO_CASE.same(wanted.getValue(), property.getValue(), recipients);
    }

    private boolean fits(Map<String, @Nullable Object> object, ReadingFacts.Match match) {
        Map.Entry<String, @Nullable Object> given = Data.entry(parameters, match.parameter());
        Object wanted = given == null ? match.standard() : given.getValue();
        if (wanted == null) {
            return true;
        }
        Map.Entry<String, @Nullable Object> property = Data.entry(object, match.property());
        if (property == null || property.getValue() == null) {
            return false;
        }
        List<@Nullable Object> present = asList(property.getValue());
        List<@Nullable Object> sought = asList(wanted);
        return absent
                ? sought.stream().anyMatch(value -> has(present, value, match.form()))
                : sought.stream().allMatch(value -> has(present, value, match.form()));
    }

    private boolean has(List<@Nullable Object> present, @Nullable Object value, Form form) {
        return present.stream().anyMatch(item -> form.element().same(value, item, recipients));
    }

    private static List<@Nullable Object> asList(Object value) {
        return value instanceof List<?> ? Data.list(value) : Data.list(List.of(value));
    }
}
