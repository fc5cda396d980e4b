package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.Target;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of which runs still stand (design 3.5): derived from the journal each time, believed from nowhere else. Reads each run
 * once; not thread-safe.
 */
public final class Standing {
    private final Journal journal;
    private final Map<String, RunView> views = new HashMap<>();
    private final Map<String, Set<String>> reversible = new HashMap<>();
    private @Nullable Map<String, List<String>> undoing;
    private @Nullable Set<String> changing;

    /** Over a journal. */
    public Standing(Journal journal) {
        this.journal = journal;
    }

    /** All runs, the newest first, each read when it is its turn; those that have ended without their steps. */
    public Stream<RunView> newestFirst() {
        List<String> runs = new ArrayList<>(journal.runs());
        Collections.reverse(runs);
        return runs.stream().map(this::brief);
    }

    /**
     * A run, without its steps if it has ended.
     *
     * @throws dev.runwright.journal.JournalException if there is none
     */
    public RunView brief(String run) {
        RunView view = RunView.of(journal.milestones(run));
        return view.end() == null ? view(run) : view;
    }

    /**
     * A run.
     *
     * @throws dev.runwright.journal.JournalException if there is none
     */
    public RunView view(String run) {
        RunView known = views.get(run);
        if (known == null) {
            known = RunView.of(journal.read(run));
            views.put(run, known);
        }
        return known;
    }

    /** Its state, or {@code undone} or {@code partly undone}. */
    public String state(RunView run) {
        Set<String> changes = reversible(run);
        if (changes.isEmpty()) {
            return run.state();
        }
        Set<String> undone = undone(run.run());
        if (changes.stream().noneMatch(undone::contains)) {
            return run.state();
        }
        return undone.containsAll(changes) ? "undone" : "partly undone";
    }

    /** Whether it has changes that no undo has taken back. */
    public boolean inForce(RunView run) {
        return !run.isUndo() && !undone(run.run()).containsAll(reversible(run));
    }

    /** The runs that have taken steps of this one back. */
    public List<String> undoneBy(RunView run) {
        return undoing(run.run());
    }

    private List<String> undoing(String run) {
        if (undoing == null) {
            undoing = journal.undoing();
        }
        return undoing.getOrDefault(run, List.of());
    }

    private boolean isChanging(String run) {
        if (changing == null) {
            changing = journal.changing();
        }
        return changing.contains(run);
    }

    /** Older runs in force on one of these locks, the oldest first. */
    public List<RunView> inForceOn(List<String> locks, String besides) {
        Set<String> holding = new TreeSet<>();
        locks.forEach(lock -> holding.addAll(journal.runsNaming(Json.write(lock))));
        holding.remove(besides);
        return inForce(holding, first -> first.locks().stream().anyMatch(locks::contains));
    }

    /** The newest run in force of a runbook. */
    public Optional<RunView> newestInForce(String runbook) {
        List<RunView> fitting = inForce(
                journal.runsNaming(Json.write(runbook)),
                first -> first.runbook().equals(runbook));
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(fitting.size() - 1));
    }

    /** The runs in force among those that began so; only these are read whole. */
    private List<RunView> inForce(Collection<String> runs, Predicate<RunStarted> beginning) {
        return runs.stream()
                .filter(this::isChanging)
                .filter(run ->
                        journal.milestones(run).get(0).entry() instanceof RunStarted first && beginning.test(first))
                .map(this::view)
                .filter(this::inForce)
                .toList();
    }

    /** The changes of its own that could be taken back; of a run without its steps, those that changed something are read. */
    private Set<String> reversible(RunView run) {
        Set<String> known = reversible.get(run.run());
        if (known == null) {
            known = isChanging(run.run()) ? ways(withChanges(run)) : Set.of();
            reversible.put(run.run(), known);
        }
        return known;
    }

    private RunView withChanges(RunView run) {
        return run.steps().isEmpty() ? RunView.of(journal.changes(run.run())) : run;
    }

    private static Set<String> ways(RunView run) {
        Set<String> paths = new HashSet<>();
        for (String path : run.changes()) {
            StepView step = run.steps().get(path);
            boolean takesBack =
                    step != null && step.started() != null && step.started().undoes() != null;
            boolean hasWayBack = step != null
                    && step.started() != null
                    && (step.sent() != null || step.started().undo().equals("steps"))
                    && !step.started().undo().startsWith("irreversible");
            if (hasWayBack && !takesBack && !untouched(step)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** Whether the readings show that a change that failed had changed nothing. */
    private static boolean untouched(@Nullable StepView step) {
        if (step == null
                || !step.state().equals("failed")
                || step.sent() == null
                || step.before() == null
                || step.after() == null) {
            return false;
        }
        StateSpec spec = StateSpec.ofData(step.sent().state());
        return StateReader.same(spec, History.reading(step.before()), History.reading(step.after()));
    }

    /** The paths of {@code run} that were taken back, by steps that were not taken back themselves. */
    private Set<String> undone(String run) {
        Set<String> paths = new HashSet<>();
        for (String other : undoing(run)) {
            RunView undo = view(other);
            List<String> backAgain = new ArrayList<>(other.equals(run) ? List.of() : undone(other));
            undo.steps().values().stream()
                    .filter(step ->
                            step.state().equals("changed") || step.state().equals("unchanged"))
                    .filter(step -> !backAgain.contains(step.path()))
                    .forEach(step -> {
                        Target target =
                                step.started() == null ? null : step.started().undoes();
                        if (target != null && target.run().equals(run)) {
                            paths.add(target.path());
                        }
                    });
        }
        return paths;
    }
}
