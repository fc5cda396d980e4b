package dev.runwright.yaml;

import dev.runwright.model.Input;
import dev.runwright.model.InputRules;
import dev.runwright.model.InputType;
import dev.runwright.model.InputValues;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@code inputs:}; defaults and constraints are checked against their own type (design 2, "Inputs"). */
final class InputDecoder {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<InputType> TEXTS = Set.of(
            InputType.STRING,
            InputType.TEXT,
            InputType.UPN,
            InputType.EMAIL,
            InputType.HOST,
            InputType.KB,
            InputType.GUID,
            InputType.PATH,
            InputType.URL,
            InputType.SHA256);
    private static final Set<InputType> ORDERED =
            Set.of(InputType.INT, InputType.NUMBER, InputType.DATE, InputType.DATETIME, InputType.DURATION);

    private final Decoding decoding;
    private final String noun;
    private final List<InputType> refused;

    InputDecoder(Decoding decoding) {
        this(decoding, "input", List.of());
    }

    private InputDecoder(Decoding decoding, String noun, List<InputType> refused) {
        this.decoding = decoding;
        this.noun = noun;
        this.refused = refused;
    }

    /** Of the fields of a form, which are no secrets and no runs. */
    static InputDecoder ofForm(Decoding decoding) {
        return new InputDecoder(decoding, "field", List.of(InputType.SECRET, InputType.RUN));
    }

    List<Input> decode(Tree.@Nullable Mapping inputs) {
        List<Input> found = new ArrayList<>();
        if (inputs != null) {
            inputs.entries().forEach((name, entry) -> input(name, entry).ifPresent(found::add));
        }
        return found;
    }

    private Optional<Input> input(String name, Tree.Entry entry) {
        if (!NAME.matcher(name).matches()) {
            decoding.error(
                    entry.key(),
                    "bad_name",
                    "The " + noun + " '" + name + "' must be lower-case letters, digits and '_', a letter first.",
                    "");
        }
        if (!(entry.value() instanceof Tree.Mapping mapping)) {
            decoding.error(
                    entry.key(),
                    "wrong_type",
                    "The " + noun + " '" + name + "' must be a map such as {type: string}, got "
                            + entry.value().words() + ".",
                    "");
            return Optional.empty();
        }
        Fields fields = new Fields(decoding, mapping, "the " + noun + " '" + name + "'");
        InputType type = type(fields, name);
        if (type == null) {
            return Optional.of(placeholder(entry.key(), name));
        }
        Input input = withDefault(fields, constrained(fields, entry.key(), name, type));
        fields.close();
        return Optional.of(input);
    }

    private Input constrained(Fields fields, Position position, String name, InputType type) {
        Tree of = fields.take("of");
        InputType element = type == InputType.RUN ? null : element(fields, type, of);
        String runbook = type == InputType.RUN ? fields.text("of") : null;
        Pattern pattern = pattern(fields, type);
        List<Object> values = values(fields, type, element);
        Object min = bound(fields, "min", type);
        Object max = bound(fields, "max", type);
        if (min != null && max != null && InputRules.order(min, max) > 0) {
            decoding.error(fields.at("min"), "min_max", "'min' is greater than 'max'.", "");
        }
        boolean optional = fields.flag("optional");
        String ask = fields.text("ask");
        return new Input(position, name, type, element, runbook, pattern, min, max, values, optional, false, null, ask);
    }

    private static Input placeholder(Position position, String name) {
        return new Input(
                position, name, InputType.STRING, null, null, null, null, null, List.of(), true, false, null, null);
    }

    private @Nullable InputType type(Fields fields, String name) {
        fields.require("type", "one of " + String.join(", ", InputType.words()));
        String word = fields.text("type");
        if (word == null) {
            return null;
        }
        Optional<InputType> type = InputType.of(word);
        if (type.isEmpty()) {
            decoding.error(
                    fields.at("type"),
                    "unknown_type",
                    "The " + noun + " '" + name + "' has the unknown type '" + word + "'; expected one of "
                            + String.join(", ", InputType.words()) + ".",
                    DidYouMean.hint(word, InputType.words()));
        }
        if (type.isPresent() && refused.contains(type.get())) {
            decoding.error(
                    fields.at("type"),
                    "wrong_value",
                    "The " + noun + " '" + name + "' of a form cannot be of the type " + word + ".",
                    "");
        }
        return type.orElse(null);
    }

    private @Nullable InputType element(Fields fields, InputType type, @Nullable Tree of) {
        if (of == null) {
            return null;
        }
        if (type != InputType.LIST && type != InputType.MAP) {
            decoding.error(
                    fields.at("of"),
                    "wrong_key",
                    "'of' belongs to the types list, map and run, not to " + type.word() + ".",
                    "");
            return null;
        }
        String word = fields.text("of");
        Optional<InputType> element = word == null ? Optional.empty() : InputType.of(word);
        boolean scalar = element.isPresent()
                && !Set.of(InputType.LIST, InputType.MAP, InputType.RUN, InputType.SECRET)
                        .contains(element.get());
        if (word != null && !scalar) {
            decoding.error(
                    fields.at("of"),
                    "unknown_type",
                    "'of: " + word + "' is not a type that a list or map can hold.",
                    DidYouMean.hint(word, InputType.words()));
            return null;
        }
        return element.orElse(null);
    }

    private @Nullable Pattern pattern(Fields fields, InputType type) {
        String text = fields.text("pattern");
        if (text == null) {
            return null;
        }
        if (!TEXTS.contains(type) && type != InputType.LIST) {
            decoding.error(
                    fields.at("pattern"),
                    "wrong_key",
                    "'pattern' belongs to texts, not to the type " + type.word() + ".",
                    "");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            decoding.error(
                    fields.at("pattern"),
                    "bad_pattern",
                    "'pattern' is not a regular expression: " + e.getDescription() + " near index " + e.getIndex()
                            + ".",
                    "");
            return null;
        }
    }

    private List<Object> values(Fields fields, InputType type, @Nullable InputType element) {
        Tree tree = fields.take("values");
        if (tree == null) {
            if (type == InputType.ENUM) {
                fields.require("values", "the list of words it may be");
            }
            return List.of();
        }
        if (!(tree instanceof Tree.Sequence sequence) || sequence.items().isEmpty()) {
            fields.wrong(tree, "values", "a list with at least one value");
            return List.of();
        }
        InputType each = type == InputType.LIST && element != null ? element : type;
        List<Object> values = new ArrayList<>();
        for (Tree item : sequence.items()) {
            Optional<Object> value = InputValues.of(each, PlainData.of(item));
            if (value.isEmpty()) {
                fields.wrong(item, "values", InputValues.expected(each));
            }
            value.ifPresent(values::add);
        }
        return values;
    }

    private @Nullable Object bound(Fields fields, String key, InputType type) {
        Tree tree = fields.take(key);
        if (tree == null) {
            return null;
        }
        boolean sized = TEXTS.contains(type) || type == InputType.LIST || type == InputType.MAP;
        if (!sized && !ORDERED.contains(type)) {
            decoding.error(
                    fields.at(key), "wrong_key", "'" + key + "' does not belong to the type " + type.word() + ".", "");
            return null;
        }
        InputType own = sized ? InputType.INT : type;
        Optional<Object> value = InputValues.of(own, PlainData.of(tree));
        if (value.isEmpty()) {
            fields.wrong(tree, key, InputValues.expected(own));
        }
        return value.orElse(null);
    }

    private Input withDefault(Fields fields, Input input) {
        Tree tree = fields.take("default");
        if (tree == null) {
            return input;
        }
        if (input.type() == InputType.SECRET || input.type() == InputType.RUN) {
            decoding.error(
                    fields.at("default"),
                    "wrong_key",
                    "An input of the type " + input.type().word() + " has no default.",
                    "");
            return input;
        }
        Object raw = PlainData.of(tree);
        InputRules.Judged judged = raw == null ? new InputRules.Judged(null, null) : InputRules.judge(input, raw);
        if (judged.fault() != null) {
            decoding.error(
                    tree.position(),
                    "bad_default",
                    "The default of the " + noun + " '" + input.name() + "' does not fit: " + judged.fault() + ".",
                    "");
        }
        return new Input(
                input.position(),
                input.name(),
                input.type(),
                input.of(),
                input.runbook(),
                input.pattern(),
                input.min(),
                input.max(),
                input.values(),
                input.optional(),
                true,
                judged.value(),
                input.ask());
    }
}
