package dev.runwright.serve;

import dev.runwright.journal.Journal;
import dev.runwright.journal.Journal.Stand;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The runs that nobody drives, and from when on each can be carried on: its time has come, people have answered, its locks are free,
 * or its process is gone. A run is read again only once something has happened to it. Not thread-safe.
 */
final class WaitingRuns {
    /** A run whose process died so often is left to a person: it may be what kills them. */
    static final int DEATHS = 3;

    private static final String DRIVEN = "running";

    private final Journal journal;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Integer> heard = new HashMap<>();

    WaitingRuns(Journal journal) {
        this.journal = journal;
    }

    /**
     * A run that can be carried on, and since when.
     *
     * @param sequence of its newest entry when it was looked at
     */
    record Due(String run, Instant since, long sequence) {}

    /**
     * What was read of a run.
     *
     * @param from when it can go on; null if only a person carries it on, or its locks do
     * @param locks that it waits for; empty for none
     */
    private record Known(
            long sequence, String state, @Nullable Instant from, int answers, List<String> locks) {
        Known(long sequence, String state, @Nullable Instant from, int answers) {
            this(sequence, state, from, answers, List.of());
        }
    }

    /** Those whose time has come, the longest waiting first. */
    List<Due> due(Instant now) {
        Set<String> driven = new HashSet<>();
        journal.leases().forEach(lease -> driven.add(lease.run()));
        List<Stand> standing = journal.standing();
        Map<String, Known> fresh = new LinkedHashMap<>();
        List<Due> due = new ArrayList<>();
        Map<String, String> held = new HashMap<>();
        journal.locks().forEach(lock -> held.put(lock.name(), lock.run()));
        for (Stand stand : standing) {
            Known one = driven.contains(stand.run()) ? new Known(stand.sequence(), DRIVEN, null, 0) : look(stand, now);
            fresh.put(stand.run(), one);
            boolean free = !one.locks().isEmpty()
                    && one.locks().stream()
                            .allMatch(
                                    lock -> held.getOrDefault(lock, stand.run()).equals(stand.run()));
            Instant from = (stand.posted() && !driven.contains(stand.run())) || free ? atOnce(one, now) : one.from();
            if (from != null && !from.isAfter(now)) {
                due.add(new Due(stand.run(), from, stand.sequence()));
            }
        }
        known.clear();
        known.putAll(fresh);
        heard.keySet().retainAll(fresh.keySet());
        due.sort(Comparator.comparing(Due::since));
        return due;
    }

    /** Whether nobody has carried it on since it was looked at. */
    boolean stands(Due due) {
        List<Recorded> entries = journal.milestones(due.run());
        return entries.get(entries.size() - 1).sequence() <= due.sequence();
    }

    private static Instant atOnce(Known one, Instant now) {
        return one.from() == null || one.from().isAfter(now) ? now : one.from();
    }

    /** How many runs there are in each state that have not ended. */
    Map<String, Integer> states() {
        Map<String, Integer> states = new HashMap<>();
        known.values().forEach(one -> states.merge(one.state(), 1, Integer::sum));
        return states;
    }

    /** A run was carried on and waits again: what people had said until then carries it on no more. */
    void carried(String run) {
        heard.put(run, answers(RunView.of(journal.read(run))));
        known.remove(run);
    }

    private Known look(Stand stand, Instant now) {
        Known before = known.get(stand.run());
        return before != null
                        && before.sequence() == stand.sequence()
                        && !before.state().equals(DRIVEN)
                ? before
                : read(stand, now);
    }

    private Known read(Stand stand, Instant now) {
        List<Recorded> entries = journal.milestones(stand.run());
        RunView brief = RunView.of(entries);
        if (brief.state().equals("interrupted") || brief.state().equals("running")) {
            long deaths = entries.stream()
                    .filter(entry -> entry.entry() instanceof RunInterrupted)
                    .count();
            return new Known(stand.sequence(), "interrupted", deaths < DEATHS ? now : null, 0);
        }
        RunPaused pause = brief.pause();
        if (pause == null || !pause.state().equals("waiting")) {
            return new Known(stand.sequence(), brief.state(), null, 0);
        }
        RunView view = RunView.of(journal.read(stand.run()));
        if (view.awaitsLocks()) {
            return new Known(
                    stand.sequence(), "waiting", null, 0, view.started().locks());
        }
        int answers = answers(view);
        Instant from = answers > heard.getOrDefault(stand.run(), 0) && isAnswered(view) ? now : from(view, pause);
        return new Known(stand.sequence(), "waiting", from, answers);
    }

    /** Whether it waits until then by the clock of its estate: a window opens, and a calendar allows, by the clock of this machine. */
    private static boolean isTimer(RunView view, @Nullable Instant due) {
        return due != null
                && view.steps().values().stream()
                        .filter(step -> step.ended() == null)
                        .anyMatch(step ->
                                (step.timer() != null && due.equals(step.timer().due()))
                                        || (step.retry() != null
                                                && due.equals(step.retry().due())));
    }

    private static int answers(RunView view) {
        return view.steps().values().stream()
                .mapToInt(step -> step.answers().size())
                .sum();
    }

    private static boolean isAnswered(RunView view) {
        return view.steps().values().stream()
                .anyMatch(step -> step.asked() != null && step.ended() == null && !step.isAsking());
    }

    /** The earliest of its timer and of the questions that count as answered then; in a rehearsal a timer takes no time. */
    private static @Nullable Instant from(RunView view, RunPaused pause) {
        Instant from = view.started().rehearsed() && isTimer(view, pause.due()) ? Instant.EPOCH : pause.due();
        for (StepView step : view.steps().values()) {
            PersonAsked asked = step.asked();
            Instant expires = asked == null || !step.isAsking() ? null : asked.expires();
            from = expires != null && (from == null || expires.isBefore(from)) ? expires : from;
        }
        return from;
    }
}
