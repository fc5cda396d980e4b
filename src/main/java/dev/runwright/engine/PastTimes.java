package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** How long the steps of runs took that have ended. Such a run never changes, so each is read once by a process. Thread-safe. */
final class PastTimes {
    private static final int KEPT = 1000;

    /** Of a fan-out with many items so many times, spread evenly over all of them, stand for it. */
    private static final int TIMES = 100;

    private static final Set<String> DONE = Set.of("ok", "changed");
    private static final Kind OTHER = new Kind("", "");

    private final Map<String, Kind> kinds = newest();
    private final Map<String, Map<String, List<Duration>>> times = newest();

    /** Of which runbook a run that succeeded was, and in which world. */
    private record Kind(String runbook, String world) {}

    private static <V> Map<String, V> newest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > KEPT;
            }
        };
    }

    /**
     * The times of a run that has ended, by the step's path as {@link PastDurations#pattern} gives it, the shortest first; empty if it did
     * not succeed, or was of another runbook or in another world. Only one that counts is read whole.
     */
    synchronized Optional<Map<String, List<Duration>>> of(Journal journal, String run, String runbook, String world) {
        if (!kinds.computeIfAbsent(run, id -> kind(journal.milestones(id))).equals(new Kind(runbook, world))) {
            return Optional.empty();
        }
        return Optional.of(times.computeIfAbsent(run, id -> times(journal.read(id))));
    }

    private static Kind kind(List<Recorded> milestones) {
        return milestones.get(0).entry() instanceof RunStarted first
                        && first.mode().equals("run")
                        && milestones.get(milestones.size() - 1).entry() instanceof RunEnded end
                        && end.state().equals("succeeded")
                ? new Kind(first.runbook(), first.world())
                : OTHER;
    }

    private static List<Duration> spread(List<Duration> all) {
        Collections.sort(all);
        return all.size() <= TIMES
                ? List.copyOf(all)
                : IntStream.range(0, TIMES)
                        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (TIMES - 1))))
                        .toList();
    }

    /** A step during which the run stood still says nothing of how long it takes. */
    private static Map<String, List<Duration>> times(List<Recorded> entries) {
        Map<String, List<Duration>> found = new HashMap<>();
        Map<String, Instant> begun = new HashMap<>();
        for (Recorded entry : entries) {
            if (entry.entry() instanceof RunResumed) {
                begun.clear();
            } else if (entry.entry() instanceof StepStarted started) {
                begun.putIfAbsent(started.path(), entry.time());
            } else if (entry.entry() instanceof StepEnded ended) {
                Instant start = begun.remove(ended.path());
                if (start != null && DONE.contains(ended.state())) {
                    found.computeIfAbsent(PastDurations.pattern(ended.path()), key -> new ArrayList<>())
                            .add(Duration.between(start, entry.time()));
                }
            }
        }
        found.replaceAll((path, all) -> spread(all));
        return found;
    }
}
