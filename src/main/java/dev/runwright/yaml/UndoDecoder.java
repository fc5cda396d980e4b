package dev.runwright.yaml;

import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import dev.runwright.text.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code undo:}: {@code restore}, {@code irreversible: why}, a step, or a list of steps (design 2.4). */
final class UndoDecoder {
    private static final String FORMS = "'restore', 'irreversible: why', a step or a list of steps";

    private UndoDecoder() {}

    static @Nullable UndoRule decode(Fields fields) {
        Tree tree = fields.take("undo");
        if (tree == null) {
            return null;
        }
        Position position = fields.at("undo");
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            return word(fields, scalar, position);
        }
        if (tree instanceof Tree.Sequence) {
            List<Step> steps = fields.decoding().steps(tree);
            return new UndoRule.Explicit(position, steps);
        }
        if (tree instanceof Tree.Mapping mapping) {
            return mapping.entries().containsKey("irreversible")
                    ? irreversible(new Fields(fields.decoding(), mapping, "'undo'"), position)
                    : explicit(fields, mapping, position);
        }
        fields.wrong(tree, "undo", FORMS);
        return null;
    }

    private static @Nullable UndoRule word(Fields fields, Tree.Scalar scalar, Position position) {
        if (scalar.text().equals("restore")) {
            return new UndoRule.Restore(position);
        }
        if (scalar.text().startsWith("irreversible:")) {
            String why = scalar.text().substring("irreversible:".length()).strip();
            if (!why.isEmpty()) {
                return new UndoRule.Irreversible(position, why);
            }
        }
        fields.wrong(scalar, "undo", FORMS);
        return null;
    }

    private static @Nullable UndoRule irreversible(Fields undo, Position position) {
        String why = undo.text("irreversible");
        undo.close();
        if (why != null && why.isBlank()) {
            undo.decoding()
                    .error(
                            undo.at("irreversible"),
                            "wrong_value",
                            "'irreversible' must say why, got an empty text.",
                            "");
        }
        return why == null ? null : new UndoRule.Irreversible(position, why);
    }

    private static @Nullable UndoRule explicit(Fields fields, Tree.Mapping mapping, Position position) {
        Optional<Step> step = fields.decoding().step(mapping);
        return step.map(one -> new UndoRule.Explicit(position, List.of(one))).orElse(null);
    }
}
