package dev.runwright.schedule;

import dev.runwright.model.PlacedText;
import dev.runwright.text.Position;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What one calendar says of an instant. Immutable.
 *
 * @param key {@code not_on} or {@code only_on}
 * @param calendar as the rule names it, with the rule's place
 * @param event the event that is on; null for none
 * @param place where the event stands; null for none, and for business days
 * @param until from when on the calendar says the opposite; null if that is not in sight
 */
public record Verdict(
        boolean allows,
        String key,
        PlacedText calendar,
        @Nullable String event,
        @Nullable Position place,
        @Nullable Instant until) {
    /** In words, times in {@code zone}; without the place of the rule. */
    public String words(ZoneId zone) {
        String what = event == null
                ? "'" + calendar.text() + "' has no event now"
                : place == null ? "it is one of the " + event : "'" + event + "' (" + place + ")";
        String end = until == null
                ? event == null ? " and none in sight" : ", with no end in sight"
                : ", until " + Times.in(zone, until);
        return what + end;
    }
}
