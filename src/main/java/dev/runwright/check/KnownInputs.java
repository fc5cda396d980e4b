package dev.runwright.check;

import dev.runwright.model.Input;
import dev.runwright.model.Runbook;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of a runbook, and which expressions are nothing but one: their type is known before anything runs. Immutable. */
final class KnownInputs {
    private static final String START = "inputs.";

    private final Map<String, Input> inputs = new LinkedHashMap<>();

    /** Where there are none. */
    static final KnownInputs NONE = new KnownInputs(List.of());

    KnownInputs(Runbook runbook) {
        this(runbook.inputs());
    }

    private KnownInputs(List<Input> all) {
        all.forEach(input -> inputs.put(input.name(), input));
    }

    /** All by name. */
    Map<String, Input> byName() {
        return inputs;
    }

    /** The input that an expression is, and nothing else. */
    Optional<Input> of(Expression expression) {
        String text = expression.text().strip();
        return text.startsWith(START)
                ? Optional.ofNullable(inputs.get(text.substring(START.length())))
                : Optional.empty();
    }

    /** The input that a value is, and nothing else. */
    Optional<Input> of(Template template) {
        return template instanceof Template.Whole whole ? of(whole.expression()) : Optional.empty();
    }

    /** As messages name it. */
    static String words(Input input) {
        return "the input '" + input.name() + "' of the type " + input.type().word();
    }
}
