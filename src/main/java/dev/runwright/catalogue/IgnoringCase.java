package dev.runwright.catalogue;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Maps with PowerShell's names as keys: found without case, in the order of names. Stateless. */
final class IgnoringCase {
    private IgnoringCase() {}

    /** An unmodifiable copy. */
    static <V> Map<String, V> copy(Map<String, V> map) {
        Map<String, V> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }
}
