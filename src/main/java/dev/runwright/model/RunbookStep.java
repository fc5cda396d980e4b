package dev.runwright.model;

import dev.runwright.value.Template;

/**
 * {@code runbook: name} with {@code with:}: another runbook as a step; its outputs are the output.
 *
 * @param runbook the called runbook's name
 * @param with its inputs, a map
 */
public record RunbookStep(StepHead head, String runbook, Template with) implements Step {
    @Override
    public String kind() {
        return "runbook";
    }
}
