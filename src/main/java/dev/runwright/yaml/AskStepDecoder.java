package dev.runwright.yaml;

import dev.runwright.model.AskStep;
import dev.runwright.model.Audience;
import dev.runwright.model.Input;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code ask:} with {@code form show from expires}. */
final class AskStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "ask";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Template question = fields.textTemplate("ask");
        fields.require("form", "a map of fields, written like 'inputs'");
        Tree.Mapping form = fields.mapping("form");
        List<Input> answers = InputDecoder.ofForm(fields.decoding()).decode(form);
        if (form != null && form.entries().isEmpty()) {
            fields.wrong(form, "form", "a map with at least one field");
        }
        Template show = fields.template("show");
        Audience audience = ApproveStepDecoder.audience(fields);
        return question == null ? null : new AskStep(head, question, answers, show, audience);
    }
}
