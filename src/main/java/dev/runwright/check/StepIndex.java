package dev.runwright.check;

import dev.runwright.model.CmdletStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All steps of a runbook, at any depth, and where each stands. Immutable once made. */
final class StepIndex {
    private final List<Step> all = new ArrayList<>();
    private final Map<String, Step> byId = new HashMap<>();
    private final IdentityHashMap<Step, Step> fanOuts = new IdentityHashMap<>();
    private final Set<Step> inUndo = Collections.newSetFromMap(new IdentityHashMap<>());

    static StepIndex of(Runbook runbook) {
        StepIndex index = new StepIndex();
        index.add(runbook.steps(), null, false);
        index.add(runbook.always(), null, false);
        return index;
    }

    private void add(List<Step> steps, @Nullable Step fanOut, boolean undo) {
        for (Step step : steps) {
            all.add(step);
            if (step.head().id() != null) {
                byId.putIfAbsent(step.head().id(), step);
            }
            if (undo) {
                inUndo.add(step);
            }
            if (fanOut != null) {
                fanOuts.put(step, fanOut);
            }
            Step around = step.head().foreach() == null ? fanOut : step;
            add(step.inside(), around, undo);
            if (step.head().foreach() != null) {
                add(step.head().foreach().betweenWaves(), fanOut, undo);
            }
            if (step.head().undo() instanceof UndoRule.Explicit explicit) {
                add(explicit.steps(), around, true);
            }
        }
    }

    /** All steps, those of undos too. */
    List<Step> all() {
        return all;
    }

    Optional<Step> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All ids, for "did you mean". */
    Set<String> ids() {
        return byId.keySet();
    }

    /** The nearest fan-out around a step, not itself. */
    Optional<Step> fanOutAround(Step step) {
        return Optional.ofNullable(fanOuts.get(step));
    }

    boolean isInUndo(Step step) {
        return inUndo.contains(step);
    }

    /** Whether a step's output is a list of objects: a cmdlet's, unless it says how many there are. */
    boolean givesObjects(String id) {
        return find(id).filter(step -> step instanceof CmdletStep && step.head().returns() == null)
                .isPresent();
    }
}
