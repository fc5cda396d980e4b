package dev.runwright.model;

import dev.runwright.value.Expression;
import dev.runwright.value.Template;

/** {@code assert: expr} with {@code else:}: stops with a sentence unless the expression is true. */
public record AssertStep(StepHead head, Expression that, Template otherwise) implements Step {
    @Override
    public String kind() {
        return "assert";
    }
}
