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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps of a runbook took in earlier runs that succeeded, read from the journal at the first question. The items of a
 * fan-out count as one step. Thread-safe.
 */
final class PastDurations {
    /** Fewer times than these say nothing. */
    static final int FEWEST = 5;

    private static final int RUNS = 30;

    /** Among so many of the newest runs, so that a long history costs no more than a short one. */
    private static final int LOOKED_AT = 300;

    private static final Set<String> DONE = Set.of("ok", "changed");

    private final Journal journal;
    private final String runbook;
    private final String world;
    private @Nullable Map<String, List<Duration>> times;

    /** Of a runbook in a world: what a rehearsal took says nothing of a real run. */
    PastDurations(Journal journal, String runbook, String world) {
        this.journal = journal;
        this.runbook = runbook;
        this.world = world;
    }

    /** A step's path as all items and waves of a fan-out have it. */
    static String pattern(String path) {
        return path.replaceAll("\\[[^\\]]*\\]", "[]").replaceAll("/after_wave_\\d+", "/after_wave");
    }

    /** The time that nine of ten attempts at it kept within; empty if too few are known. */
    Optional<Duration> p90(String path) {
        List<Duration> known = times().getOrDefault(pattern(path), List.of());
        return known.size() < FEWEST
                ? Optional.empty()
                : Optional.of(known.get((int) Math.ceil(known.size() * 0.9) - 1));
    }

    /** How many times are known. */
    int count(String path) {
        return times().getOrDefault(pattern(path), List.of()).size();
    }

    private synchronized Map<String, List<Duration>> times() {
        if (times == null) {
            times = read();
        }
        return times;
    }

    private Map<String, List<Duration>> read() {
        Map<String, List<Duration>> found = new HashMap<>();
        List<String> runs = journal.runs();
        int left = RUNS;
        int last = Math.max(0, runs.size() - LOOKED_AT);
        for (int i = runs.size() - 1; i >= last && left > 0; i--) {
            if (isLike(journal.milestones(runs.get(i)))) {
                add(journal.read(runs.get(i)), found);
                left--;
            }
        }
        found.values().forEach(Collections::sort);
        return found;
    }

    private boolean isLike(List<Recorded> milestones) {
        return milestones.get(0).entry() instanceof RunStarted first
                && first.mode().equals("run")
                && first.runbook().equals(runbook)
                && first.world().equals(world)
                && milestones.get(milestones.size() - 1).entry() instanceof RunEnded end
                && end.state().equals("succeeded");
    }

    /** A step during which the run stood still says nothing of how long it takes. */
    private static void add(List<Recorded> entries, Map<String, List<Duration>> found) {
        Map<String, Instant> begun = new HashMap<>();
        for (Recorded entry : entries) {
            if (entry.entry() instanceof RunResumed) {
                begun.clear();
            } else if (entry.entry() instanceof StepStarted started) {
                begun.putIfAbsent(started.path(), entry.time());
            } else if (entry.entry() instanceof StepEnded ended) {
                Instant start = begun.remove(ended.path());
                if (start != null && DONE.contains(ended.state())) {
                    found.computeIfAbsent(pattern(ended.path()), key -> new ArrayList<>())
                            .add(Duration.between(start, entry.time()));
                }
            }
        }
    }
}
