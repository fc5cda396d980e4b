package dev.runwright.engine;

import dev.runwright.catalogue.Form;
import dev.runwright.engine.StateSpec.Compared;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what was sent with what is read, and readings with each other (design 2.3, "Form", "Lists"). */
final class Forms {
    private final Form.Recipients recipients;

    Forms(Form.Recipients recipients) {
        this.recipients = recipients;
    }

    /** Who resolves the names of recipients. */
    Form.Recipients recipients() {
        return recipients;
    }

    /** Whether the reading shows what the call wants of this property. */
    boolean asWanted(Compared one, @Nullable Object read) {
        if (!one.change()) {
            return one.form().same(one.wanted(), read, recipients);
        }
        return missingPart(one, read).isEmpty();
    }

    /**
     * What of a list change is still to be done, and in it only what really changes the list: {@code Add} without what is there,
     * {@code Remove} without what is not. Empty if nothing.
     */
    Map<String, @Nullable Object> missingPart(Compared one, @Nullable Object read) {
        List<@Nullable Object> there =
                read instanceof List<?> ? Data.list(read) : read == null ? List.of() : List.of(read);
        Map<String, @Nullable Object> missing = new LinkedHashMap<>();
        Data.map(one.wanted()).forEach((key, elements) -> {
            boolean add = key.equalsIgnoreCase("Add");
            List<@Nullable Object> open = new ArrayList<>();
            for (Object element :
                    elements instanceof List<?> ? Data.list(elements) : List.of(Objects.requireNonNull(elements))) {
                boolean isThere = there.stream().anyMatch(t -> sameElement(one.form(), element, t));
                if (isThere != add) {
                    open.add(element);
                }
            }
            if (!open.isEmpty()) {
                missing.put(add ? "Add" : "Remove", open);
            }
        });
        return missing;
    }

    private boolean sameElement(Form form, @Nullable Object element, @Nullable Object read) {
        return form.element().same(element, read, recipients);
    }

    /** Whether two readings of a property are the same: exactly, but for the order of a list without order. */
    static boolean sameReading(Form form, @Nullable Object one, @Nullable Object other) {
        if (form.set() && one instanceof List<?> left && other instanceof List<?> right) {
            List<@Nullable Object> rest = new ArrayList<>(Data.list(right));
            return left.size() == right.size() && left.stream().allMatch(rest::remove);
        }
        return Objects.deepEquals(one, other);
    }
}
