package dev.runwright.model;

import java.util.List;

/** {@code group: [...]} with {@code rescue:} and {@code always:}: a block. */
public record GroupStep(StepHead head, List<Step> steps, List<Step> rescue, List<Step> always) implements Step {
    /** Copies the lists. */
    public GroupStep {
        steps = List.copyOf(steps);
        rescue = List.copyOf(rescue);
        always = List.copyOf(always);
    }

    @Override
    public String kind() {
        return "group";
    }
}
