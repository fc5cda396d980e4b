package dev.runwright.estate;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What web servers give in the sandbox company: {@code downloads:} of its file, by address. Stateless. */
final class WebFiles {
    private static final String FOLDER = "downloads";
    private static final Set<String> KEYS = Set.of("text", "size", "seed", "signer", "redirect", "fails");

    private WebFiles() {}

    static void found(Map<String, @Nullable Object> data, Documents documents) {
        int number = 0;
        for (Map.Entry<String, @Nullable Object> file :
                Data.map(data.get(FOLDER)).entrySet()) {
            String where = FOLDER + "[" + file.getKey() + "]";
            Map<String, @Nullable Object> entry = Data.map(file.getValue());
            for (String key : entry.keySet()) {
                if (!KEYS.contains(key)) {
                    throw BadDescription.unknownKey(where, key, KEYS);
                }
            }
            Object size = entry.get("size");
            if (size != null && !(size instanceof Long bytes && bytes >= 0 && bytes <= Integer.MAX_VALUE)) {
                throw BadDescription.badValue(where, "a size in bytes", String.valueOf(size));
            }
            if (entry.get("text") == null && size == null && entry.get("redirect") == null) {
                throw BadDescription.missing(where, "text");
            }
            Map<String, @Nullable Object> document = new LinkedHashMap<>(entry);
            document.put("url", file.getKey());
            documents.put(String.format("%s/%04d", FOLDER, number++), document);
        }
    }

    static Optional<Map<String, @Nullable Object>> find(Documents documents, String url) {
        return documents.under(FOLDER).values().stream()
                .filter(file -> url.equals(file.get("url")))
                .findFirst();
    }
}
