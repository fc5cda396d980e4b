package dev.runwright.schedule;

import dev.runwright.journal.ScheduleBook.Paused;
import dev.runwright.model.Schedule;
import dev.runwright.model.WindowRule;
import dev.runwright.text.Position;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a schedule's window is open at an instant, or is not: every rule by its place. Immutable.
 *
 * @param window that is open; null if none is
 */
public record Explanation(Instant at, @Nullable Window window, List<Reason> reasons) {
    /** Copies the list. */
    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /**
     * What one rule says.
     *
     * @param rule the key, such as {@code opens} or {@code not_on}
     * @param place where the rule stands
     */
    public record Reason(boolean allows, String rule, Position place, String words) {}

    /** Whether every rule allows. */
    public boolean allowed() {
        return reasons.stream().allMatch(Reason::allows);
    }

    /** Of a schedule at an instant. */
    public static Explanation of(Openings openings, Instant at, @Nullable Paused paused) {
        Schedule schedule = openings.schedule();
        WindowRule rule = schedule.window();
        ZoneId zone = rule.zone();
        Optional<Window> open = openings.openAt(at);
        List<Reason> reasons = new ArrayList<>();
        reasons.add(opens(openings, at, open.orElse(null)));
        for (Verdict verdict : openings.calendars().at(at)) {
            reasons.add(new Reason(
                    verdict.allows(), verdict.key(), verdict.calendar().position(), verdict.words(zone)));
        }
        if (!rule.reserve().isZero() && open.isPresent()) {
            Instant last = open.get().close().minus(rule.reserve());
            reasons.add(new Reason(
                    at.isBefore(last),
                    "reserve",
                    rule.position(),
                    "nothing begins that ends after " + Times.in(zone, last) + "; what is left until the close is for"
                            + " the way back"));
        }
        if (paused != null) {
            String why = paused.reason() == null ? "" : ": " + paused.reason();
            reasons.add(new Reason(
                    false,
                    "pause",
                    schedule.position(),
                    "paused by " + paused.actor() + " since " + Times.in(zone, paused.at()) + why));
        }
        return new Explanation(at, open.orElse(null), reasons);
    }

    private static Reason opens(Openings openings, Instant at, @Nullable Window open) {
        WindowRule rule = openings.schedule().window();
        String words;
        if (open != null) {
            words = "open since " + Times.in(rule.zone(), open.opening()) + ", closes "
                    + Times.in(rule.zone(), open.close());
        } else {
            String last = openings.lastAtOrBefore(at)
                    .map(opening -> "closed since " + Times.in(rule.zone(), openings.close(opening)))
                    .orElse("was never open");
            String next = openings.nextAfter(at)
                    .map(opening -> "opens next " + Times.in(rule.zone(), opening))
                    .orElse("no opening is in sight");
            words = last + ", " + next;
        }
        return new Reason(
                open != null,
                "opens",
                rule.opens().position(),
                "'" + rule.opens().text() + "': " + words);
    }
}
