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
import java.util.Set;
import java.util.stream.IntStream;

/** How long the steps of runs took that have ended. Such a run never changes, so each is read once by a process. Thread-safe. */
final class PastTimes {
    private static final int KEPT = 1000;

    /** Of a fan-out with many items so many times, spread evenly over all of them, stand for it. */
    private static final int TIMES = 100;

    private static final Set<String> DONE = Set.of("ok", "changed");
    private static final Took NOTHING = new Took("", "", Map.of());

    private final Map<String, Took> known = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * The times of one run that succeeded; none of another one.
     *
     * @param times by the step's path as {@link PastDurations#pattern} gives it, the shortest first
     */
    record Took(String runbook, String world, Map<String, List<Duration>> times) {
        boolean isOf(String otherRunbook, String otherWorld) {
            return runbook.equals(otherRunbook) && world.equals(otherWorld);
        }
    }

    /** Of a run that has ended. */
    synchronized Took of(Journal journal, String run) {
        Took took = known.get(run);
        if (took == null) {
            took = read(journal, run);
            known.put(run, took);
            if (known.size() > KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return took;
    }

    private static Took read(Journal journal, String run) {
        List<Recorded> milestones = journal.milestones(run);
        boolean counts = milestones.get(0).entry() instanceof RunStarted first
                && first.mode().equals("run")
                && milestones.get(milestones.size() - 1).entry() instanceof RunEnded end
                && end.state().equals("succeeded");
        if (!counts) {
            return NOTHING;
        }
        RunStarted first = (RunStarted) milestones.get(0).entry();
        Map<String, List<Duration>> times = times(journal.read(run));
        times.replaceAll((path, all) -> spread(all));
        return new Took(first.runbook(), first.world(), times);
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
        return found;
    }
}
