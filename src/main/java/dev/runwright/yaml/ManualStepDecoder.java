package dev.runwright.yaml;

import dev.runwright.model.Audience;
import dev.runwright.model.ManualStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/** Reads {@code manual:} with {@code evidence from expires}. */
final class ManualStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "manual";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Template instructions = fields.textTemplate("manual");
        Template evidence = fields.textTemplate("evidence");
        Audience audience = ApproveStepDecoder.audience(fields);
        return instructions == null ? null : new ManualStep(head, instructions, evidence, audience);
    }
}
