package dev.runwright.model;

import java.util.List;
import java.util.stream.Stream;

/** {@code group: [...]} with {@code rescue:} and {@code always:}: a block. */
public record GroupStep(StepHead head, List<Step> steps, List<Step> rescue, List<Step> always) implements Step {
    /** Copies the lists. */
    public GroupStep {
        steps = List.copyOf(steps);
        rescue = List.copyOf(rescue);
        always = List.copyOf(always);
    }

    @Override
    public List<Step> inside() {
        return Stream.of(steps, rescue, always).flatMap(List::stream).toList();
    }

    @Override
    public String kind() {
        return "group";
    }
}
