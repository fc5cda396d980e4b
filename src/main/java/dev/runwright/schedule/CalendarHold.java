package dev.runwright.schedule;

import dev.runwright.engine.Windows.Asked;
import dev.runwright.engine.Windows.Ban;
import dev.runwright.model.PlacedText;
import dev.runwright.model.Schedule;
import dev.runwright.text.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whether a calendar forbids a run now (design 7): those of its profile always; for a real run that a person starts, also those of
 * the schedules of its runbook in that profile. A calendar that cannot be read forbids. Thread-safe.
 */
final class CalendarHold {
    private final Calendars calendars;
    private final Supplier<List<Schedule>> schedules;

    /**
     * Over calendars.
     *
     * @param schedules all that there are, those too whose calendars cannot be read
     */
    CalendarHold(Calendars calendars, Supplier<List<Schedule>> schedules) {
        this.calendars = calendars;
        this.schedules = schedules;
    }

    /** What holds for a run, in which zone, and what of it cannot be read. */
    private record Rules(CalendarRules all, ZoneId zone, List<Problem> broken) {}

    private Rules rules(Asked asked) {
        List<Problem> broken = new ArrayList<>(calendars.problems(asked.profile()));
        CalendarRules rules = calendars.rules(asked.profile());
        ZoneId zone = calendars.zone(asked.profile());
        if (!asked.rehearsed() && !asked.scheduled()) {
            for (Schedule schedule : schedules.get()) {
                if (schedule.runbook().text().equals(asked.runbook()) && calendars.isIn(schedule, asked.profile())) {
                    broken.addAll(calendars.problems(schedule.window().notOn(), schedule.folder()));
                    broken.addAll(calendars.problems(schedule.window().onlyOn(), schedule.folder()));
                    rules = rules.and(calendars.rules(schedule));
                    zone = schedule.window().zone();
                }
            }
        }
        return new Rules(rules, zone, broken);
    }

    Optional<Ban> at(Asked asked, Instant now) {
        Rules rules = rules(asked);
        if (!rules.broken().isEmpty()) {
            return Optional.of(new Ban(
                    "A calendar that holds here cannot be read: "
                            + rules.broken().get(0),
                    "unreadable",
                    null));
        }
        return ban(rules.all(), rules.zone(), now);
    }

    Optional<Instant> forbiddenFrom(Asked asked, Instant now) {
        return rules(asked).all().forbiddenFrom(now);
    }

    private static Optional<Ban> ban(CalendarRules rules, ZoneId zone, Instant now) {
        Optional<Instant> allowed = rules.allowedFrom(now);
        return rules.forbidding(now).map(verdict -> {
            PlacedText rule = verdict.calendar();
            String next = allowed.map(instant -> "The next moment that every calendar allows is "
                            + Times.in(zone, instant) + " " + zone + ".")
                    .orElse("No moment that every calendar allows is in sight.");
            String what = verdict.event() == null
                    ? "'" + rule.text() + "' has no event now"
                    : "it is '" + verdict.event() + "'" + (verdict.place() == null ? "" : " (" + verdict.place() + ")");
            String sentence = "The calendar rule " + verdict.key() + " (" + rule.position() + ") forbids it: " + what
                    + ". " + next;
            return new Ban(sentence, verdict.event() + " " + verdict.place(), allowed.orElse(null));
        });
    }
}
