package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a Set- cmdlet changed. */
final class Change {
    private Change() {}

    /** Keeps the changed document with the time of its change; if nothing has changed, only warns. */
    static boolean keep(
            Call call,
            String path,
            String identity,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> changed) {
        if (changed.equals(before)) {
            call.warn("The command completed successfully but no settings of '" + identity + "' have been modified.");
            return false;
        }
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(changed);
        OffsetDateTime now = call.now().atOffset(ZoneOffset.UTC);
        if (kept.containsKey("WhenChanged")) {
            kept.put("WhenChanged", now);
            kept.put("WhenChangedUTC", now);
        }
        call.documents().put(path, kept);
        return true;
    }
}
