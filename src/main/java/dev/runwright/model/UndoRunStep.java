package dev.runwright.model;

import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code undo_run: RUN}: reverses another run from its journal (design 2.5).
 *
 * @param run renders to a run's id, or to a value of an input of type run
 * @param only step paths and fan-out keys to take; null for all; renders to a list of texts
 * @param except those to leave; null for none
 * @param include steps with {@code restore: ask} to take as well; null for none
 * @param ifDrifted renders to {@code ask}, {@code keep} or {@code overwrite}; null for ask
 */
public record UndoRunStep(
        StepHead head,
        Template run,
        @Nullable Template only,
        @Nullable Template except,
        @Nullable Template include,
        @Nullable Template ifDrifted)
        implements Step {
    @Override
    public String kind() {
        return "undo_run";
    }
}
