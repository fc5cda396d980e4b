package dev.runwright.schedule;

import dev.runwright.model.PlacedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Calendars that forbid and calendars that allow, taken together: every one must allow. Thread-safe. */
public final class CalendarRules {
    private static final int LONGEST_SEARCH = 20_000;

    private final List<Rule> rules;

    CalendarRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** One calendar; {@code allowing} if its events allow, else they forbid. */
    record Rule(PlacedText name, boolean allowing, Days days) {
        boolean allows(Instant instant) {
            return days.at(instant).isPresent() == allowing;
        }

        Optional<Instant> allowedFrom(Instant instant) {
            return allowing ? days.enters(instant) : days.leaves(instant);
        }

        Optional<Instant> forbiddenFrom(Instant instant) {
            return allowing ? days.leaves(instant) : days.enters(instant);
        }

        Verdict at(Instant instant) {
            Optional<Span> event = days.at(instant);
            boolean allows = allows(instant);
            return new Verdict(
                    allows,
                    allowing ? "only_on" : "not_on",
                    name,
                    event.map(Span::event).orElse(null),
                    event.map(Span::position).orElse(null),
                    (allows ? forbiddenFrom(instant) : allowedFrom(instant)).orElse(null));
        }
    }

    /** These and others. */
    CalendarRules and(CalendarRules others) {
        List<Rule> both = new ArrayList<>(rules);
        both.addAll(others.rules);
        return new CalendarRules(both);
    }

    /** What each calendar says of an instant, in the order of the rules. */
    public List<Verdict> at(Instant instant) {
        return rules.stream().map(rule -> rule.at(instant)).toList();
    }

    /** The first calendar that forbids an instant. */
    public Optional<Verdict> forbidding(Instant instant) {
        return rules.stream().filter(rule -> !rule.allows(instant)).findFirst().map(rule -> rule.at(instant));
    }

    /** Whether every calendar allows an instant. */
    public boolean allows(Instant instant) {
        return rules.stream().allMatch(rule -> rule.allows(instant));
    }

    /** The first instant from {@code instant} on that every calendar allows; empty if none is in sight. */
    public Optional<Instant> allowedFrom(Instant instant) {
        Instant time = instant;
        for (int i = 0; i < LONGEST_SEARCH; i++) {
            Instant looked = time;
            List<Rule> against =
                    rules.stream().filter(rule -> !rule.allows(looked)).toList();
            if (against.isEmpty()) {
                return Optional.of(time);
            }
            List<Instant> ends = new ArrayList<>();
            against.forEach(rule -> rule.allowedFrom(looked).ifPresent(ends::add));
            if (ends.size() < against.size()) {
                return Optional.empty();
            }
            time = ends.stream().max(Comparator.naturalOrder()).orElseThrow();
        }
        return Optional.empty();
    }

    /** The first instant from {@code instant} on that a calendar forbids; empty if none is in sight. */
    public Optional<Instant> forbiddenFrom(Instant instant) {
        return rules.stream()
                .flatMap(rule -> rule.forbiddenFrom(instant).stream())
                .min(Comparator.naturalOrder());
    }
}
