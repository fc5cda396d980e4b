package dev.runwright.engine;

import dev.runwright.journal.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps of a runbook took in earlier runs that succeeded, read from the journal at the first question. The items of a
 * fan-out count as one step. Thread-safe.
 */
final class PastDurations {
    /** Fewer times than these say nothing. */
    static final int FEWEST = 5;

    private static final int RUNS = 30;

    /** Among so many of the newest runs that ended, so that a long history costs no more than a short one. */
    private static final int LOOKED_AT = 300;

    private final Journal journal;
    private final PastTimes runs;
    private final String runbook;
    private final String world;
    private @Nullable Map<String, List<Duration>> times;

    /** Of a runbook in a world: what a rehearsal took says nothing of a real run. */
    PastDurations(Journal journal, PastTimes runs, String runbook, String world) {
        this.journal = journal;
        this.runs = runs;
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
        int left = RUNS;
        List<String> ended = journal.newestEnded(LOOKED_AT);
        for (int i = 0; i < ended.size() && left > 0; i++) {
            Optional<Map<String, List<Duration>>> took = runs.of(journal, ended.get(i), runbook, world);
            if (took.isPresent()) {
                took.get()
                        .forEach((path, durations) -> found.computeIfAbsent(path, key -> new ArrayList<>())
                                .addAll(durations));
                left--;
            }
        }
        found.values().forEach(Collections::sort);
        return found;
    }
}
