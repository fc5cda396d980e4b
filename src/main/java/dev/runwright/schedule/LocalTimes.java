package dev.runwright.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;

/**
 * Times on the clock of a zone: Quartz finds them as if there were no zone, so that no change of clocks comes between, and the zone
 * then says which instant each is. A time that the clock skips is the first instant after the gap; one that it shows twice is the
 * first of the two. Immutable, thread-safe.
 */
record LocalTimes(CronExpression cron, int days, ZoneId zone) {
    /** The next time after {@code local}; empty if none is to come. */
    Optional<LocalDateTime> next(LocalDateTime local) {
        Date from = Date.from(local.minusDays(days).toInstant(ZoneOffset.UTC));
        return Optional.ofNullable(cron.getNextValidTimeAfter(from))
                .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC)
                        .plusDays(days));
    }

    /** The instant that a time on the clock means. */
    Instant instant(LocalDateTime local) {
        return zone.getRules().getValidOffsets(local).isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : ZonedDateTime.ofLocal(local, zone, null)
                        .withEarlierOffsetAtOverlap()
                        .toInstant();
    }

    /** What the clock shows. */
    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
