package dev.runwright.serve;

import dev.runwright.journal.Act;
import dev.runwright.journal.Firing;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import dev.runwright.journal.ScheduleBook;
import dev.runwright.model.Missed;
import dev.runwright.model.Overlap;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of openings: each is acted on once ever, by whichever node claims it first. All that are past are settled with their
 * reason, and at most one run comes of them. Thread-safe.
 */
final class Firings {
    /** An opening that is acted on no later than this after its time was not missed. */
    static final Duration PUNCTUAL = Duration.ofSeconds(30);

    /** Of more openings that were missed than these only the newest are listed. */
    static final int LISTED = 100;

    private static final int FEW = 3;

    private static final Duration FARTHEST = Duration.ofDays(366);

    private final Journal journal;
    private final ScheduleBook book;
    private final String node;
    private final Told told;

    /** Acts for {@code node}. */
    Firings(Journal journal, String node, Told told) {
        this.journal = journal;
        this.book = journal.schedules();
        this.node = node;
        this.told = told;
    }

    /** Is told of what becomes of openings. */
    interface Told {
        /** An opening was settled. */
        void settled(Occurrence occurrence, Outcome outcome, @Nullable String why);

        /** A node was at hand for an opening, so long after its time. */
        void delayed(Duration after);
    }

    /** An opening of a schedule. */
    record Occurrence(String schedule, Instant opening) {}

    /**
     * Acts on all openings whose time has come.
     *
     * @return the run that is to begin now; empty for none
     */
    Optional<Order> fire(Openings openings, Instant now) {
        String name = openings.schedule().name();
        Optional<Firing> last = book.last(name);
        if (last.isEmpty()) {
            greet(name, now);
            return Optional.empty();
        }
        List<Instant> past = past(openings, last.get().opening(), now);
        if (past.isEmpty()) {
            return Optional.empty();
        }
        Instant newest = past.get(past.size() - 1);
        for (Instant missed : past.subList(0, past.size() - 1)) {
            if (claimed(name, missed, now)) {
                settle(
                        name,
                        missed,
                        Outcome.SKIPPED,
                        "Nobody was there, and the opening of " + newest + " came meanwhile.");
            }
        }
        if (!claimed(name, newest, now)) {
            return Optional.empty();
        }
        return act(openings, openings.window(newest), now);
    }

    private boolean claimed(String name, Instant opening, Instant now) {
        return book.claim(name, opening, node, now);
    }

    /** A schedule that the book does not know opens from now on only. */
    private void greet(String name, Instant now) {
        Instant seen = now.truncatedTo(ChronoUnit.MILLIS);
        if (claimed(name, seen, now)) {
            settle(name, seen, Outcome.SKIPPED, "No opening: the schedule is new, and its openings count from here.");
        }
    }

    /** What was an opening of a schedule before it was changed counts no more. */
    void rebase(String name, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (book.last(name).filter(last -> last.opening().isBefore(minute)).isPresent() && claimed(name, minute, now)) {
            settle(
                    name,
                    minute,
                    Outcome.SKIPPED,
                    "No opening: the schedule was changed, and its openings count from here.");
        }
    }

    /** The openings after {@code last} up to the newest one whose time has come, at most so many as are listed. */
    private static List<Instant> past(Openings openings, Instant last, Instant now) {
        Instant from = last.isBefore(now.minus(FARTHEST)) ? now.minus(FARTHEST) : last;
        List<Instant> past = new ArrayList<>();
        int begun = 0;
        Optional<Instant> next = openings.nextAfter(from);
        while (next.isPresent() && !next.get().isAfter(now)) {
            past.add(next.get());
            begun = openings.start(next.get()).isAfter(now) ? begun : past.size();
            if (past.size() > 2 * LISTED) {
                past.subList(0, LISTED).clear();
                begun = Math.max(0, begun - LISTED);
            }
            next = openings.nextAfter(next.get());
        }
        return past.subList(Math.max(0, begun - LISTED), begun);
    }

    /** Takes over what a node that is gone had claimed and not brought to an end. */
    Optional<Order> takeOver(Openings openings, Firing left, Instant now) {
        if (!book.reclaim(left.schedule(), left.opening(), left.node(), node, now)) {
            return Optional.empty();
        }
        return act(openings, openings.window(left.opening()), now);
    }

    /** A claimed opening: a run, or the reason why there is none. */
    private Optional<Order> act(Openings openings, Window window, Instant now) {
        Schedule schedule = openings.schedule();
        Duration late = Duration.between(window.start(), now);
        boolean missed = late.compareTo(PUNCTUAL) > 0;
        if (!missed) {
            told.delayed(late);
        }
        ScheduleBook.Paused paused = book.paused().get(schedule.name());
        if (paused != null) {
            String reason = paused.reason() == null ? "." : ": " + paused.reason();
            return skip(window, schedule, "Paused by " + paused.actor() + " at " + paused.at() + reason);
        }
        String gap = missed ? "Missed by " + words(late) : null;
        if (!now.isBefore(window.close())) {
            return skip(
                    window, schedule, (gap == null ? "" : gap + "; ") + "the window closed at " + window.close() + ".");
        }
        if (missed && schedule.missed() == Missed.SKIP) {
            return skip(window, schedule, gap + ", and 'missed' says skip.");
        }
        Optional<String> earlier =
                schedule.overlap() == Overlap.SKIP ? earlier(schedule.name(), window.opening()) : Optional.empty();
        if (earlier.isPresent()) {
            return skip(window, schedule, "Run " + earlier.get() + " of an earlier opening has not ended.");
        }
        String question = missed && schedule.missed() == Missed.ASK
                ? "The opening of " + window.opening() + " of schedule " + schedule.name() + " was missed by "
                        + words(late) + "; its window closes at " + window.close() + ". Start it now?"
                : null;
        return Optional.of(new Order(schedule, window, null, question, gap == null ? null : gap + "."));
    }

    private Optional<Order> skip(Window window, Schedule schedule, String why) {
        settle(schedule.name(), window.opening(), Outcome.SKIPPED, why);
        return Optional.empty();
    }

    /** The newest run of an earlier opening that has not ended; only the newest few can be open. */
    Optional<String> earlier(String schedule, Instant opening) {
        return book.firings(schedule, LISTED).stream()
                .filter(firing -> firing.opening().isBefore(opening) && firing.run() != null)
                .limit(FEW)
                .map(firing -> String.valueOf(firing.run()))
                .filter(this::isOpen)
                .findFirst();
    }

    private boolean isOpen(String run) {
        return begun(run).filter(view -> view.end() == null).isPresent();
    }

    /** The run as its journal has it; empty if it has not begun. */
    Optional<RunView> begun(String run) {
        try {
            return Optional.of(RunView.of(journal.milestones(run)));
        } catch (JournalException e) {
            if (e.code().equals("no_such_run")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The newest opening of a schedule if its run was to begin and has not. */
    Optional<Firing> unbegun(String schedule) {
        return book.last(schedule)
                .filter(firing -> firing.run() != null
                        && (firing.outcome() == Outcome.STARTED || firing.outcome() == Outcome.ASKED))
                .filter(firing -> begun(String.valueOf(firing.run())).isEmpty());
    }

    /** Says that a run begins now, under an id; empty if another node was given the opening meanwhile. */
    Optional<Order> settled(Order order, String id) {
        Outcome outcome = order.question() == null ? Outcome.STARTED : Outcome.ASKED;
        String why = order.question() == null ? order.why() : order.question();
        try {
            book.settle(order.schedule().name(), order.window().opening(), outcome, id, why);
        } catch (JournalException e) {
            if (e.code().equals("not_claimed")) {
                return Optional.empty();
            }
            throw e;
        }
        told.settled(new Occurrence(order.schedule().name(), order.window().opening()), outcome, order.why());
        return Optional.of(order.under(id));
    }

    /** The run could not begin after all. */
    void refused(Order order, Outcome outcome, String why) {
        String name = order.schedule().name();
        book.settle(name, order.window().opening(), outcome, order.run(), why);
        told.settled(new Occurrence(name, order.window().opening()), outcome, why);
    }

    private void settle(String schedule, Instant opening, Outcome outcome, String why) {
        book.settle(schedule, opening, outcome, null, why);
        told.settled(new Occurrence(schedule, opening), outcome, why);
    }

    /** Pauses a schedule whose newest runs have all failed, as many as it allows. */
    void pauseIfFailing(Schedule schedule, Instant now) {
        int most = schedule.stopAfterFailures();
        if (most == 0 || book.paused().containsKey(schedule.name())) {
            return;
        }
        Instant since = journal.acts().stream()
                .filter(act ->
                        act.deed().equals(Act.SCHEDULE_RESUMED) && act.subject().equals(schedule.name()))
                .map(Act::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        List<String> states = new ArrayList<>();
        for (Firing firing : book.firings(schedule.name(), LISTED)) {
            String run = firing.run();
            if (run != null && states.size() < most) {
                begun(run)
                        .filter(view -> view.ended() != null && view.begun().isAfter(since))
                        .ifPresent(view -> states.add(view.state()));
            }
        }
        if (states.size() == most && states.stream().allMatch("failed"::equals)) {
            book.pause(
                    schedule.name(),
                    "runwright",
                    most == 1 ? "the last run has failed" : "the last " + most + " runs have failed",
                    now);
        }
    }

    static String words(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        String minutes = seconds % 3600 / 60 + " min";
        return seconds < 120 ? seconds + " s" : seconds < 3600 ? minutes : seconds / 3600 + " h " + minutes;
    }
}
