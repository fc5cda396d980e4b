package dev.runwright.yaml;

import dev.runwright.model.PowerShellStep;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.text.Position;
import dev.runwright.value.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code powershell:}, text or file, with {@code with:}. */
final class PowerShellStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "powershell";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("powershell");
        Template.Fields with = fields.fields("with");
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            refuseExpressions(fields, scalar, "with");
            return new PowerShellStep(head, scalar.text(), null, scalar.content(), with);
        }
        if (tree instanceof Tree.Mapping mapping) {
            return file(new Fields(fields.decoding(), mapping, "'powershell'"), head, with);
        }
        if (tree != null) {
            fields.wrong(tree, "powershell", "a script, or 'file: x.ps1'");
        }
        return null;
    }

    private static @Nullable Step file(Fields fields, StepHead head, Template.Fields with) {
        fields.require("file", "the script file, relative to the runbook");
        String file = fields.text("file");
        fields.close();
        if (file == null) {
            return null;
        }
        Optional<String> script = fields.decoding().script(file, fields.at("file"));
        return script.map(text -> new PowerShellStep(head, text, file, Position.startOf(file), with))
                .orElse(null);
    }

    /** Scripts are never interpolated: an expression in one is a misunderstanding. */
    static void refuseExpressions(Fields fields, Tree.Scalar script, String instead) {
        int at = script.text().indexOf("${{");
        if (at < 0) {
            return;
        }
        Position position =
                script.marks().isEmpty() ? script.content() : script.marks().get(0);
        String hint = instead.equals("with")
                ? "Pass the value under 'with' and read it as a parameter."
                : "Read 'inputs' and 'steps' in the script.";
        fields.decoding()
                .error(position, "expression_in_script", "An expression is not evaluated inside a script.", hint);
    }
}
