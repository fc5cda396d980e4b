package dev.runwright.journal;

import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunStarted;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal tells it; everything that is shown of a run comes from here. Immutable.
 *
 * @param ended when it ended; null while it has not
 * @param steps by path, in the order in which they began
 * @param changes paths of the steps that may have reached the target, in the order of their changes
 * @param fanOuts the lists of fan-outs by path
 */
public record RunView(
        String run,
        RunStarted started,
        Instant begun,
        @Nullable Instant ended,
        String state,
        Map<String, StepView> steps,
        List<String> changes,
        Map<String, FanOutListed> fanOuts,
        @Nullable RunEnded end,
        @Nullable RunPaused pause) {

    /** The words of a recap, in the order in which it is printed. */
    public static final List<String> RECAP =
            List.of("ok", "changed", "unchanged", "skipped", "rescued", "failed", "unknown");

    /** The view of a run's entries, at least its first. */
    public static RunView of(List<Recorded> entries) {
        Recorded first = entries.get(0);
        if (!(first.entry() instanceof RunStarted started)) {
            throw JournalException.unreadable(first.text(), null);
        }
        Folding folding = new Folding();
        entries.forEach(folding::add);
        return new RunView(
                first.run(),
                started,
                first.time(),
                folding.end == null ? null : folding.last,
                folding.state,
                Collections.unmodifiableMap(folding.steps),
                List.copyOf(folding.changes),
                Map.copyOf(folding.fanOuts),
                folding.end,
                folding.pause);
    }

    /** How many steps ended in each state; groups, fan-outs and undo steps count by the steps in them. */
    public Map<String, Integer> recap() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        RECAP.forEach(word -> counts.put(word, 0));
        steps.values().stream()
                .filter(step -> !step.isContainer())
                .forEach(step -> counts.computeIfPresent(step.state(), (word, count) -> count + 1));
        return counts;
    }

    /** Whether it undoes another run. */
    public boolean isUndo() {
        return started.mode().equals("undo");
    }

    private static final class Folding {
        private final Map<String, StepView> steps = new LinkedHashMap<>();
        private final Set<String> changes = new LinkedHashSet<>();
        private final Map<String, FanOutListed> fanOuts = new LinkedHashMap<>();
        private String state = "running";
        private Instant last = Instant.EPOCH;
        private @Nullable RunEnded end;
        private @Nullable RunPaused pause;

        void add(Recorded recorded) {
            JournalEntry entry = recorded.entry();
            last = recorded.time();
            String path = entry.path();
            if (path != null && !(entry instanceof RunPaused)) {
                addStep(path, entry);
            }
            if (entry instanceof RunEnded ending) {
                end = ending;
                state = ending.state();
            } else if (entry instanceof RunPaused pausing) {
                pause = pausing;
                state = pausing.state();
            } else if (entry instanceof RunInterrupted) {
                state = "interrupted";
            }
        }

        private void addStep(String path, JournalEntry entry) {
            if (entry instanceof FanOutListed listed) {
                fanOuts.put(path, listed);
                return;
            }
            StepView step = steps.getOrDefault(path, StepView.of(path)).with(entry);
            steps.put(path, step);
            if (step.reached()) {
                changes.add(path);
            }
        }
    }
}
