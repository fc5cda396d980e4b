package dev.runwright.yaml;

import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.UndoRunStep;
import dev.runwright.text.DidYouMean;
import dev.runwright.value.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code undo_run:} with {@code only except include if_drifted}. */
final class UndoRunStepDecoder implements StepDecoder {
    private static final List<String> DRIFT = List.of("ask", "keep", "overwrite");

    @Override
    public String kind() {
        return "undo_run";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Template run = fields.textTemplate("undo_run");
        Template ifDrifted = fields.textTemplate("if_drifted");
        if (ifDrifted instanceof Template.Literal literal && !DRIFT.contains(String.valueOf(literal.value()))) {
            String word = String.valueOf(literal.value());
            fields.decoding()
                    .error(
                            literal.position(),
                            "wrong_value",
                            "'if_drifted' must be " + Fields.either(DRIFT) + ", got '" + word + "'.",
                            DidYouMean.hint(word, DRIFT));
        }
        Template only = fields.template("only");
        Template except = fields.template("except");
        Template include = fields.template("include");
        return run == null ? null : new UndoRunStep(head, run, only, except, include, ifDrifted);
    }
}
