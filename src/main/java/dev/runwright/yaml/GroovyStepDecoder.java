package dev.runwright.yaml;

import dev.runwright.model.GroovyStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import org.jspecify.annotations.Nullable;

/** Reads {@code groovy:}. */
final class GroovyStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "groovy";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("groovy");
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            PowerShellStepDecoder.refuseExpressions(fields, scalar, "inputs");
            return new GroovyStep(head, scalar.text(), scalar.content());
        }
        if (tree != null) {
            fields.wrong(tree, "groovy", "a script");
        }
        return null;
    }
}
