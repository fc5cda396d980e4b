package dev.runwright.serve;

import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Events;
import dev.runwright.engine.RefusedException;
import dev.runwright.engine.RunListener;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest.Watch;
import dev.runwright.engine.Shift;
import dev.runwright.journal.DrivenException;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.LockedException;
import dev.runwright.model.Overlap;
import dev.runwright.text.RunwrightException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives runs to the crew: those of openings first, then those that wait and can go on. Thread-safe. */
final class Dispatcher {
    /** The longest wait that a run holds a thread for. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofMinutes(10);

    private final Runs runs;
    private final Firings firings;
    private final Supplier<String> ids;
    private final Crew crew;
    private final Clock clock;
    private final Report report;
    private final Shift shift = Shift.withWaitsOf(LONGEST_WAIT);
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Backoff> backoffs = new HashMap<>();
    private final List<String> paused = new ArrayList<>();

    Dispatcher(Runs runs, Firings firings, Supplier<String> ids, Crew crew, Report report) {
        this.runs = runs;
        this.firings = firings;
        this.ids = ids;
        this.crew = crew;
        this.clock = report.clock();
        this.report = report;
    }

    /** An order, and when it is looked at next. */
    private record Pending(Order order, Instant from) {}

    /** A run that could not be carried on so often, and when that is tried again. */
    private record Backoff(int times, Instant from) {}

    /** A run that is to begin as soon as somebody is free. */
    void begin(Order order) {
        put(order, Instant.MIN);
        beginPending();
    }

    private synchronized void put(Order order, Instant from) {
        pending.put(key(order), new Pending(order, from));
    }

    private static String key(Order order) {
        return order.schedule().name() + " " + order.window().opening();
    }

    /** How many orders wait. */
    synchronized int waiting() {
        return pending.size();
    }

    /** The runs that paused since this was asked last. */
    synchronized List<String> takePaused() {
        List<String> taken = List.copyOf(paused);
        paused.clear();
        return taken;
    }

    /** Whether somebody is free. */
    boolean isFree() {
        return !shift.isOver() && crew.isFree();
    }

    /** No run begins and no step begins any more; what is under way comes to its end. */
    void end() {
        shift.end();
    }

    /** Begins what can begin. */
    void beginPending() {
        Instant now = clock.instant();
        List<Pending> all;
        synchronized (this) {
            all = List.copyOf(pending.values());
        }
        for (Pending one : all) {
            if (!isFree()) {
                return;
            }
            if (!one.from().isAfter(now) && isDue(one.order(), now)) {
                crew.take(key(one.order()), () -> guarded(key(one.order()), () -> beginNow(one.order())));
            }
        }
    }

    private synchronized boolean isPending(Order order) {
        Pending now = pending.get(key(order));
        return now != null && now.order().equals(order);
    }

    private synchronized void remove(Order order) {
        pending.remove(key(order));
    }

    /** Whether its time has not passed, and nothing earlier stands in its way. */
    private boolean isDue(Order order, Instant now) {
        if (!now.isBefore(order.window().close())) {
            remove(order);
            refused(
                    order,
                    Outcome.SKIPPED,
                    "The window closed at " + order.window().close() + " before it could begin.");
            return false;
        }
        boolean queued = order.schedule().overlap() == Overlap.QUEUE
                && firings.earlier(order.schedule().name(), order.window().opening())
                        .isPresent();
        if (queued) {
            put(order, now.plus(AGAIN));
        }
        return !queued;
    }

    private void refused(Order order, Outcome outcome, String why) {
        try {
            firings.refused(order, outcome, why);
        } catch (JournalException e) {
            report.trouble("settle", key(order), e);
        }
    }

    private void beginNow(Order order) {
        if (!isPending(order)) {
            return; // somebody else has looked after it meanwhile
        }
        Optional<Order> ours = order.run() == null ? firings.settled(order, ids.get()) : Optional.of(order);
        if (ours.isEmpty()) {
            remove(order);
            return;
        }
        Order begun = ours.get();
        String run = String.valueOf(begun.run());
        put(begun, clock.instant().plus(AGAIN));
        try {
            Optional<RunOutcome> outcome = runs.begin(begun, watch());
            if (outcome.isPresent()) {
                remove(begun);
                ended(run, outcome.get());
                firings.pauseIfFailing(begun.schedule(), clock.instant());
            }
        } catch (JournalException e) {
            if (firings.begun(run).isPresent()) {
                remove(begun); // it has begun, here or elsewhere: from now on it is a run like any other
            }
            throw e;
        } catch (RunwrightException e) {
            remove(begun);
            if (firings.begun(run).isEmpty()) {
                boolean rule = e instanceof LockedException || e instanceof RefusedException;
                refused(begun, rule ? Outcome.REFUSED : Outcome.FAILED, String.valueOf(e.getMessage()));
            } else {
                throw e;
            }
        }
    }

    /** Carries a run on, unless that failed a moment ago. */
    void carryOn(String run) {
        Instant now = clock.instant();
        synchronized (this) {
            Backoff backoff = backoffs.get(run);
            if (backoff != null && backoff.from().isAfter(now)) {
                return;
            }
        }
        crew.take(
                run,
                () -> guarded(run, () -> {
                    try {
                        ended(run, runs.carryOn(run, watch()));
                        synchronized (this) {
                            backoffs.remove(run);
                        }
                    } catch (DrivenException e) {
                        report.quiet("run_driven_elsewhere", run);
                    }
                }));
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            report.trouble("run", what, e);
            synchronized (this) {
                Backoff before = backoffs.get(what);
                int times = before == null ? 1 : before.times() + 1;
                Duration wait = AGAIN.multipliedBy(1L << Math.min(times, 6));
                Duration pause = wait.compareTo(SELDOM) < 0 ? wait : SELDOM;
                backoffs.put(what, new Backoff(times, clock.instant().plus(pause)));
            }
        }
    }

    private Watch watch() {
        return new Watch(new Counting(), new Cancellation(), shift);
    }

    private void ended(String run, RunOutcome outcome) {
        report.ended(run, outcome);
        if (outcome.state().equals("waiting")) {
            synchronized (this) {
                paused.add(run);
            }
        }
    }

    /** Counts steps as they end. */
    private final class Counting implements RunListener {
        @Override
        public void appended(String run, JournalEntry entry) {
            if (entry instanceof StepEnded step) {
                report.stepEnded(step.state());
            }
        }

        @Override
        public void event(String path, Events.@Nullable Event event) {}
    }
}
