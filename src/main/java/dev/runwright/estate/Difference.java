package dev.runwright.estate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One property that is not as it was. Immutable.
 *
 * @param path of the document
 * @param property its name; empty if the whole document is new or gone
 * @param before the value then; null also if there was none
 * @param after the value now; null also if there is none
 */
public record Difference(
        String path,
        String property,
        @Nullable Object before,
        @Nullable Object after) {

    /** As data for a JSON document. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("path", path);
        fields.put("property", property);
        fields.put("before", before);
        fields.put("after", after);
        return fields;
    }
}
