package dev.runwright.journal;

import dev.runwright.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person did outside any run; a line of the ledger, so that it cannot be taken back quietly.
 *
 * @param deed one of the constants, or one of a newer program
 * @param subject what it was done to: the name of a schedule, a calendar
 */
public record Act(
        Instant time,
        String actor,
        String deed,
        String subject,
        @Nullable String reason) {
    /** A schedule opens no window until its pause is ended. */
    public static final String SCHEDULE_PAUSED = "schedule_paused";

    /** The pause of a schedule was ended. */
    public static final String SCHEDULE_RESUMED = "schedule_resumed";

    /** A run was let through where a calendar forbids it. */
    public static final String CALENDAR_OVERRIDDEN = "calendar_overridden";

    /** Outputs were dropped by retention. */
    public static final String OUTPUTS_DROPPED = "outputs_dropped";

    /** The key that only lines about acts have. */
    static final String DEED = "deed";

    /** The text of this act as a line of the ledger, which is hashed and stored. */
    public String write(long sequence, String previous) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("v", EntryCodec.VERSION);
        map.put("seq", sequence);
        map.put("at", time.toString());
        map.put("prev", previous);
        map.put("actor", actor);
        map.put(DEED, deed);
        map.put("subject", subject);
        map.put("reason", reason);
        return Json.write(map);
    }

    /**
     * The act that a line of the ledger is about; empty if it anchors a run.
     *
     * @throws IllegalArgumentException if the text is no line at all
     */
    public static Optional<Act> read(String text) {
        if (Ledger.isAnchor(text)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> map = Json.readObject(text);
        int dropped = Ledger.Drop.digests(text).size();
        Object reason = map.get("reason");
        return Optional.of(new Act(
                Instant.parse(String.valueOf(map.get("at"))),
                String.valueOf(map.get("actor")),
                dropped > 0 ? OUTPUTS_DROPPED : String.valueOf(map.get(DEED)),
                dropped > 0 ? String.valueOf(dropped) : String.valueOf(map.get("subject")),
                reason == null ? null : String.valueOf(reason)));
    }
}
