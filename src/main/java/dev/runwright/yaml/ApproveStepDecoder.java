package dev.runwright.yaml;

import dev.runwright.model.ApproveStep;
import dev.runwright.model.Audience;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code approve:} with {@code show from quorum expires default comment}. */
final class ApproveStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "approve";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Template question = fields.textTemplate("approve");
        Template show = fields.template("show");
        Audience audience = audience(fields);
        int quorum = fields.count("quorum", 1, 1);
        String standard = fields.word("default", List.of("approve", "reject"));
        if (standard != null && !fields.has("expires")) {
            fields.decoding()
                    .error(
                            fields.at("default"),
                            "without_expires",
                            "'default' says what counts once 'expires' is over, which this step does not have.",
                            "Add for example 'expires: 2d'.");
        }
        boolean comment = "required".equals(fields.word("comment", List.of("required", "optional")));
        return question == null
                ? null
                : new ApproveStep(head, question, show, audience, quorum, "approve".equals(standard), comment);
    }

    /** {@code from} and {@code expires}, which all steps have that wait for people. */
    static Audience audience(Fields fields) {
        Tree from = fields.take("from");
        if (from instanceof Tree.Mapping || (from instanceof Tree.Scalar scalar && scalar.value() == null)) {
            fields.wrong(from, "from", "a text or a list of texts: users and groups of the profile");
            from = null;
        }
        return new Audience(from == null ? null : fields.decoding().template(from), fields.span("expires"));
    }
}
