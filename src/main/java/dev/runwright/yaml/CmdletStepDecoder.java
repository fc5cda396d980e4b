package dev.runwright.yaml;

import dev.runwright.model.CmdletStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code cmdlet:} with {@code with:}. */
final class CmdletStepDecoder implements StepDecoder {
    static final Pattern NAME = Pattern.compile("[A-Za-z]+-[A-Za-z][A-Za-z0-9]*");

    @Override
    public String kind() {
        return "cmdlet";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("cmdlet");
        var with = fields.fields("with");
        if (tree instanceof Tree.Scalar scalar && NAME.matcher(scalar.text()).matches()) {
            return new CmdletStep(head, scalar.position(), scalar.text(), with);
        }
        if (tree != null) {
            fields.wrong(tree, "cmdlet", "the name of one cmdlet such as Set-Mailbox; parameters stand under 'with'");
        }
        return null;
    }
}
