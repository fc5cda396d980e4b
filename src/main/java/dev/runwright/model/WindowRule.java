package dev.runwright.model;

import dev.runwright.text.Position;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * When a schedule's windows are open (design 7). Immutable.
 *
 * @param opens a Quartz cron expression or words, with an offset in days
 * @param lasts how long, in real time: a night with a change of clocks makes it neither longer nor shorter
 * @param zone in which {@code opens} and whole days of calendars are read
 * @param notOn calendars whose events forbid
 * @param onlyOn calendars whose events allow; where several are named, all must allow
 * @param reserve kept free before the close for the way back
 */
public record WindowRule(
        Position position,
        PlacedText opens,
        Duration lasts,
        ZoneId zone,
        List<PlacedText> notOn,
        List<PlacedText> onlyOn,
        Duration reserve) {
    /** Copies the lists. */
    public WindowRule {
        notOn = List.copyOf(notOn);
        onlyOn = List.copyOf(onlyOn);
    }
}
