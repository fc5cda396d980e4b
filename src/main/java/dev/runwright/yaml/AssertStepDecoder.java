package dev.runwright.yaml;

import dev.runwright.model.AssertStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/** Reads {@code assert:} with {@code else:}. */
final class AssertStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "assert";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Expression that = fields.expression("assert");
        fields.require("else", "the sentence that is said when it does not hold");
        Template otherwise = fields.textTemplate("else");
        return that == null || otherwise == null ? null : new AssertStep(head, that, otherwise);
    }
}
