package dev.runwright.schedule;

import dev.runwright.model.PlacedText;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * The calendars that hold for every run in a profile. Immutable.
 *
 * @param folder to which files are relative
 * @param zone in which whole days are read
 */
public record CalendarPolicy(List<PlacedText> notOn, List<PlacedText> onlyOn, Path folder, ZoneId zone) {
    /** Copies the lists. */
    public CalendarPolicy {
        notOn = List.copyOf(notOn);
        onlyOn = List.copyOf(onlyOn);
    }
}
