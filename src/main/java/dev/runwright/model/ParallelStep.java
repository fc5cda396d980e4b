package dev.runwright.model;

import java.util.List;

/**
 * {@code parallel: [...]}: each step is a branch, and the branches are under way at the same time.
 *
 * @param failFast {@code fail: fast}: after a failure no branch begins another step; else all go to their end
 */
public record ParallelStep(StepHead head, List<Step> branches, boolean failFast) implements Step {
    /** Copies the list. */
    public ParallelStep {
        branches = List.copyOf(branches);
    }

    @Override
    public List<Step> inside() {
        return branches;
    }

    @Override
    public String kind() {
        return "parallel";
    }
}
