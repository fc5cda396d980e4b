package dev.runwright.model;

import dev.runwright.text.Position;

/**
 * {@code groovy:}: a script that sees {@code inputs}, {@code steps} and {@code log}; its value is the output.
 *
 * @param firstLine where the script's line 1 stands in the runbook
 */
public record GroovyStep(StepHead head, String script, Position firstLine) implements Step {
    @Override
    public String kind() {
        return "groovy";
    }
}
