package dev.runwright.serve;

import dev.runwright.journal.Firing;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.FiringListener;
import dev.runwright.schedule.Openings;
import dev.runwright.text.RunwrightException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The schedules that this node knows, and when each is looked at next. A trigger says that a time has come; a sweep finds what no trigger
 * has said. Thread-safe.
 */
final class Timetable implements FiringListener {
    /** How long after its time an opening is looked for that no trigger was heard of. */
    private static final Duration UNHEARD = Duration.ofSeconds(10);

    private static final Duration OLDEST = Duration.ofDays(2);

    private final Firings firings;
    private final Clock clock;
    private final Consumer<Order> begin;
    private final BiConsumer<String, RunwrightException> trouble;
    private final Map<String, Openings> openings = new ConcurrentHashMap<>();
    private final Map<String, Instant> nexts = new ConcurrentHashMap<>();

    /**
     * An empty one.
     *
     * @param begin takes the runs that are to begin
     * @param trouble is told of a schedule that could not be looked at; it is looked at again
     */
    Timetable(Firings firings, Clock clock, Consumer<Order> begin, BiConsumer<String, RunwrightException> trouble) {
        this.firings = firings;
        this.clock = clock;
        this.begin = begin;
        this.trouble = trouble;
    }

    /**
     * From now on these schedules count. What was missed of them is settled.
     *
     * @return the names of those that are new or other than before
     */
    Set<String> use(List<Openings> all) {
        Set<String> names = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (Openings one : all) {
            Schedule schedule = one.schedule();
            names.add(schedule.name());
            Openings before = openings.put(schedule.name(), one);
            boolean same = before != null
                    && before.schedule()
                            .source()
                            .text()
                            .equals(schedule.source().text());
            if (!same) {
                changed.add(schedule.name());
                if (before != null) {
                    firings.rebase(schedule.name(), clock.instant());
                }
                look(schedule.name());
            }
        }
        openings.keySet().retainAll(names);
        nexts.keySet().retainAll(names);
        return changed;
    }

    /** The names of all schedules. */
    Set<String> names() {
        return new TreeSet<>(openings.keySet());
    }

    /** The schedule of that name. */
    Optional<Schedule> find(String name) {
        return Optional.ofNullable(openings.get(name)).map(Openings::schedule);
    }

    @Override
    public Optional<Instant> next(String schedule) {
        Openings one = openings.get(schedule);
        return one == null ? Optional.empty() : next(one, clock.instant());
    }

    private static Optional<Instant> next(Openings one, Instant now) {
        if (!one.schedule().jitter().isZero()) {
            Optional<Instant> begun = one.lastAtOrBefore(now).map(one::start).filter(start -> start.isAfter(now));
            if (begun.isPresent()) {
                return begun;
            }
        }
        return one.nextAfter(now).map(one::start);
    }

    @Override
    public void fire(String schedule) {
        look(schedule);
    }

    /** Acts on what is past of one schedule; if that fails, the sweep tries again. */
    private void look(String schedule) {
        Openings one = openings.get(schedule);
        if (one == null) {
            return;
        }
        Instant now = clock.instant();
        nexts.put(schedule, now);
        try {
            firings.fire(one, now).ifPresent(begin);
            next(one, now).ifPresentOrElse(next -> nexts.put(schedule, next), () -> nexts.remove(schedule));
        } catch (RunwrightException e) {
            trouble.accept(schedule, e);
        }
    }

    /** Looks at the schedules of whose openings no trigger was heard; gives their names. */
    Set<String> sweep() {
        Instant unheard = clock.instant().minus(UNHEARD);
        Set<String> swept = new TreeSet<>();
        nexts.forEach((name, next) -> {
            if (next.isBefore(unheard)) {
                swept.add(name);
            }
        });
        swept.forEach(this::look);
        return swept;
    }

    /** Takes over what nodes that are gone had claimed. */
    void takeOver(List<Firing> left) {
        Instant now = clock.instant();
        for (Firing firing : left) {
            Openings one = openings.get(firing.schedule());
            if (one != null) {
                firings.takeOver(one, firing, now).ifPresent(begin);
            }
        }
    }

    /** The runs that were to start on a node that is gone, and did not begin. */
    List<Order> unbegun(Peers peers) {
        Instant now = clock.instant();
        List<Order> orders = new ArrayList<>();
        openings.forEach((name, one) -> firings.unbegun(name)
                .filter(firing -> peers.isGone(firing.node(), now))
                .filter(firing -> firing.claimed().isAfter(now.minus(OLDEST)))
                .ifPresent(firing -> orders.add(new Order(
                        one.schedule(),
                        one.window(firing.opening()),
                        firing.run(),
                        firing.outcome() == Firing.Outcome.ASKED ? firing.why() : null,
                        firing.why()))));
        return orders;
    }
}
