package dev.runwright.journal;

import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.LocksTaken;
import dev.runwright.journal.JournalEntry.Pinned;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.JournalEntry.WaveStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal tells it; everything that is shown of a run comes from here. Immutable.
 *
 * @param resumed the newest time that a process went on with it; null if none did
 * @param redefined the newest time that it went on with another definition; null if it never did
 * @param cancel the newest wish that it stops; null for none
 * @param driven how long processes have driven it, without the time in which it stood still
 * @param marks how long it had been driven when a step first began, by path
 * @param ended when it ended; null while it has not
 * @param steps by path, in the order in which they began
 * @param changes paths of the steps that may have reached the target, in the order of their changes
 * @param fanOuts the lists of fan-outs by path
 * @param waves the waves of fan-outs by path, in the order in which they began
 * @param pause why it stands still, or waits for its locks while a process drives it; null while it does not, or has ended
 * @param awaitsLocks whether it waits for its locks, and so does nothing before
 */
public record RunView(
        String run,
        RunStarted started,
        @Nullable RunResumed resumed,
        @Nullable RunResumed redefined,
        @Nullable CancelRequested cancel,
        Duration driven,
        Map<String, Duration> marks,
        Instant begun,
        @Nullable Instant ended,
        String state,
        Map<String, StepView> steps,
        List<String> changes,
        Map<String, FanOutListed> fanOuts,
        Map<String, List<WaveStarted>> waves,
        @Nullable RunEnded end,
        @Nullable RunPaused pause,
        boolean awaitsLocks) {

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
        return folding.view(first, started);
    }

    /** The newest opening of a schedule in whose window it ran; null for a run without. */
    public @Nullable Occasion occasion() {
        return resumed != null && resumed.occasion() != null ? resumed.occasion() : started.occasion();
    }

    /**
     * How many steps ended in each state. A step that only holds others counts by the steps in it; itself only if it failed before
     * one of them began. Of a run that has ended and whose steps were not read, what its end says.
     */
    public Map<String, Integer> recap() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        RECAP.forEach(word -> counts.put(word, 0));
        if (end != null && steps.isEmpty()) {
            end.recap().forEach((word, number) -> counts.computeIfPresent(word, (known, count) -> number));
            return counts;
        }
        Set<String> holders = holders();
        steps.values().stream()
                .filter(step -> counts(step, holders))
                .forEach(step -> counts.computeIfPresent(step.state(), (word, count) -> count + 1));
        return counts;
    }

    private static boolean counts(StepView step, Set<String> holders) {
        if (!step.isContainer()) {
            return true;
        }
        boolean failed = step.ended() != null && step.ended().state().equals("failed");
        return failed && !step.kind().equals("undo_run") && !holders.contains(step.path());
    }

    /** The paths that other steps stand beneath. */
    private Set<String> holders() {
        Set<String> holders = new LinkedHashSet<>();
        for (String path : steps.keySet()) {
            for (int i = path.length() - 1; i > 0; i--) {
                char end = path.charAt(i);
                if ((end == '/' || end == '[') && !holders.add(path.substring(0, i))) {
                    break;
                }
            }
        }
        return holders;
    }

    /** The process that drove it last. */
    public ProcessMark process() {
        return resumed == null ? started.process() : resumed.process();
    }

    /** The runbook that it goes by now: as it began, or as it went on with another definition. */
    public Pinned definition() {
        String other = redefined == null ? null : redefined.definition();
        return redefined == null || other == null
                ? new Pinned(started.runbook(), started.source(), started.definition(), started.files())
                : new Pinned(started.runbook(), started.source(), other, redefined.files());
    }

    /** The runbooks that it calls now. */
    public List<Pinned> called() {
        return redefined == null ? started.called() : redefined.called();
    }

    /** Whether it undoes another run. */
    public boolean isUndo() {
        return started.mode().equals("undo");
    }

    private static final class Folding {
        private final Map<String, StepFolding> steps = new LinkedHashMap<>();
        private final Set<String> changes = new LinkedHashSet<>();
        private final Map<String, FanOutListed> fanOuts = new LinkedHashMap<>();
        private final Map<String, List<WaveStarted>> waves = new LinkedHashMap<>();
        private String state = "running";
        private Instant last = Instant.EPOCH;
        private @Nullable RunResumed resumed;
        private @Nullable RunResumed redefined;
        private @Nullable CancelRequested cancel;
        private Duration driven = Duration.ZERO;
        private final Map<String, Duration> marks = new HashMap<>();
        private boolean still;
        private boolean awaitsLocks;
        private @Nullable RunEnded end;
        private @Nullable RunPaused pause;

        void add(Recorded recorded) {
            JournalEntry entry = recorded.entry();
            boolean passes =
                    !still && !last.equals(Instant.EPOCH) && recorded.time().isAfter(last);
            driven = passes ? driven.plus(Duration.between(last, recorded.time())) : driven;
            still = entry instanceof RunPaused
                    || entry instanceof RunInterrupted
                    || (entry instanceof TimerSet && entry.path() == null)
                    || (still && entry instanceof JournalEntry.Posted);
            last = recorded.time();
            String path = entry.path();
            if (path != null && !(entry instanceof RunPaused)) {
                addStep(path, entry);
            } else if (entry instanceof RunEnded ending) {
                end = ending;
                pause = null;
                awaitsLocks = false;
                state = ending.state();
            } else {
                addStand(entry);
            }
        }

        private void addStand(JournalEntry entry) {
            if (entry instanceof TimerSet timer) {
                awaitsLocks = true;
                pause = new RunPaused("waiting", timer.why(), null, null);
                state = "waiting";
            } else if (entry instanceof LocksTaken) {
                awaitsLocks = false;
                pause = null;
                state = "running";
            } else if (entry instanceof RunPaused pausing) {
                pause = pausing;
                state = pausing.state();
            } else if (entry instanceof RunInterrupted) {
                state = "interrupted";
            } else if (entry instanceof RunResumed resuming) {
                resumed = resuming;
                redefined = resuming.definition() == null ? redefined : resuming;
                pause = null;
                state = "running";
            } else if (entry instanceof CancelRequested wish) {
                cancel = wish;
            }
        }

        private void addStep(String path, JournalEntry entry) {
            if (entry instanceof FanOutListed listed) {
                fanOuts.put(path, listed);
            } else if (entry instanceof WaveStarted wave) {
                waves.computeIfAbsent(path, key -> new ArrayList<>()).add(wave);
            } else {
                StepFolding step = steps.computeIfAbsent(path, StepFolding::new);
                step.add(entry);
                marks.putIfAbsent(path, driven);
                if (step.reached()) {
                    changes.add(path);
                }
            }
        }

        RunView view(Recorded first, RunStarted started) {
            Map<String, StepView> views = new LinkedHashMap<>();
            steps.forEach((path, step) -> views.put(path, step.view()));
            Map<String, List<WaveStarted>> begun = new LinkedHashMap<>();
            waves.forEach((path, list) -> begun.put(path, List.copyOf(list)));
            return new RunView(
                    first.run(),
                    started,
                    resumed,
                    redefined,
                    cancel,
                    driven,
                    Map.copyOf(marks),
                    first.time(),
                    end == null ? null : last,
                    state,
                    Collections.unmodifiableMap(views),
                    List.copyOf(changes),
                    Map.copyOf(fanOuts),
                    Collections.unmodifiableMap(begun),
                    end,
                    pause,
                    awaitsLocks);
        }
    }
}
