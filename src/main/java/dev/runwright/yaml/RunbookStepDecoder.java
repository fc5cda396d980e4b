package dev.runwright.yaml;

import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.value.Template;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code runbook:} with {@code with:}. */
final class RunbookStepDecoder implements StepDecoder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    @Override
    public String kind() {
        return "runbook";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("runbook");
        Template.Fields with = fields.fields("with");
        if (tree instanceof Tree.Scalar scalar && NAME.matcher(scalar.text()).matches()) {
            return new RunbookStep(head, scalar.text(), with);
        }
        if (tree != null) {
            fields.wrong(tree, "runbook", "the plain name of a runbook, without a folder, '.yaml' or an expression");
        }
        return null;
    }
}
