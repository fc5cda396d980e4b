package dev.runwright.yaml;

import dev.runwright.model.ReadStep;
import dev.runwright.model.ReadStep.Format;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code read:} with {@code as:} and {@code delimiter:}. */
final class ReadStepDecoder implements StepDecoder {
    @Override
    public String kind() {
        return "read";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("read");
        fields.require("as", "what the file is read as, one of " + String.join(", ", Format.words()));
        String as = fields.word("as", Format.words());
        String delimiter = fields.text("delimiter");
        if (delimiter != null && (delimiter.length() != 1 || !"csv".equals(as))) {
            fields.decoding()
                    .error(
                            fields.at("delimiter"),
                            "wrong_value",
                            "'delimiter' must be one character between the cells of a csv file.",
                            "Write for example delimiter: \";\".");
        }
        boolean paths = tree instanceof Tree.Sequence list && !list.items().isEmpty();
        if (!paths && !(tree instanceof Tree.Scalar scalar && scalar.isText())) {
            if (tree != null) {
                fields.wrong(tree, "read", "a text, the file's path, or a list of paths");
            }
            return null;
        }
        return as == null || tree == null
                ? null
                : new ReadStep(
                        head,
                        fields.decoding().template(tree),
                        Format.valueOf(as.toUpperCase(Locale.ROOT)),
                        delimiter == null || delimiter.isEmpty() ? ',' : delimiter.charAt(0));
    }
}
