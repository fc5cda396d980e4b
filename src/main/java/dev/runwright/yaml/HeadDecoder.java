package dev.runwright.yaml;

import dev.runwright.model.Effect;
import dev.runwright.model.OnUnknown;
import dev.runwright.model.Returns;
import dev.runwright.model.StateRule;
import dev.runwright.model.StepHead;
import dev.runwright.model.UndoRule;
import dev.runwright.text.Position;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys that every step may have (design 2.1). */
final class HeadDecoder {
    static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "when",
            "connection",
            "on",
            "retry",
            "timeout",
            "until",
            "every",
            "returns",
            "ok_when",
            "state",
            "undo",
            "effect",
            "on_error",
            "on_unknown",
            "tags",
            "secret_output",
            "select",
            "restore",
            "foreach",
            "as",
            "key",
            "at_once",
            "waves",
            "stop_after",
            "order",
            "between_waves",
            "lock",
            "if_locked");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<String> TAKEN =
            Set.of("inputs", "steps", "output", "error", "exit", "before", "connections", "policy", "it");

    private final Labels labels;

    HeadDecoder(Labels labels) {
        this.labels = labels;
    }

    StepHead decode(Fields fields, String kind) {
        String id = id(fields);
        StateRule state = StateDecoder.decode(fields);
        String effect = fields.word("effect", List.of("read", "change", "final"));
        String returns = fields.word("returns", List.of("one", "optional", "none", "many"));
        return new StepHead(
                fields.position(),
                id,
                id == null ? labels.next(kind) : id,
                fields.textTemplate("name"),
                fields.expression("when"),
                fields.text("connection"),
                fields.textTemplate("on"),
                RetryDecoder.decode(fields),
                fields.span("timeout"),
                returns == null ? null : Returns.valueOf(returns.toUpperCase(Locale.ROOT)),
                fields.expression("ok_when"),
                fields.expression("until"),
                every(fields),
                state,
                undo(fields, state),
                effect == null ? null : Effect.valueOf(effect.toUpperCase(Locale.ROOT)),
                "continue".equals(fields.word("on_error", List.of("fail", "continue"))),
                onUnknown(fields),
                fields.texts("tags"),
                fields.flag("secret_output"),
                fields.texts("select"),
                "ask".equals(fields.word("restore", List.of("ask"))),
                FanOutDecoder.decode(fields));
    }

    /** How it is taken back; a way that could not be read counts as one, so that its lack is not reported too. */
    private static @Nullable UndoRule undo(Fields fields, @Nullable StateRule state) {
        UndoRule undo = UndoDecoder.decode(fields);
        boolean unreadable = undo == null && (fields.has("undo") || (fields.has("state") && state == null));
        return unreadable ? new UndoRule.Irreversible(fields.position(), "") : undo;
    }

    /** A head with nothing but the id, for a step that cannot be read. */
    StepHead bare(Tree.Mapping mapping) {
        Tree.Entry entry = mapping.entries().get("id");
        String id = entry != null && entry.value() instanceof Tree.Scalar scalar ? scalar.text() : null;
        return StepHead.bare(mapping.position(), id, id == null ? labels.next("step") : id);
    }

    private @Nullable String id(Fields fields) {
        String id = fields.text("id");
        if (id != null && !ID.matcher(id).matches()) {
            fields.decoding()
                    .error(
                            fields.at("id"),
                            "bad_id",
                            "The id '" + id + "' must be lower-case letters, digits and '_', a letter first.",
                            "");
        }
        Position here = fields.at("id");
        Position first = id == null ? null : labels.given(id, here);
        if (first != null) {
            fields.decoding()
                    .error(
                            here,
                            "duplicate_id",
                            "The id '" + id + "' is given a second time.",
                            "Ids are unique in a file, at any depth.");
            fields.decoding().error(first, "duplicate_id", "The id '" + id + "' is first given here.", "");
        }
        return id;
    }

    private static OnUnknown onUnknown(Fields fields) {
        String word = fields.word("on_unknown", List.of("ask", "rerun"));
        return word == null ? OnUnknown.SETTLE : OnUnknown.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Duration every(Fields fields) {
        Duration every = fields.span("every");
        if (fields.has("every") && !fields.has("until")) {
            fields.decoding()
                    .error(
                            fields.at("every"),
                            "without_until",
                            "'every' belongs to an 'until', which this step does not have.",
                            "");
        }
        return every == null ? StepHead.EVERY : every;
    }

    /** Whether a name can be given to an element. */
    static boolean isFreeName(String name) {
        return ID.matcher(name).matches() && !TAKEN.contains(name);
    }
}
