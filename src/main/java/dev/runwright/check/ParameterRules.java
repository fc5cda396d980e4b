package dev.runwright.check;

import dev.runwright.catalogue.Form;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.model.Input;
import dev.runwright.model.InputType;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the values that a runbook states fit a parameter's type; what an expression gives is known only when it runs. */
final class ParameterRules {
    private static final Set<String> WHOLE =
            Set.of("int16", "int32", "int64", "uint16", "uint32", "uint64", "byte", "int", "long");

    private static final Pattern GUID = Pattern.compile("\\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}?");

    private final String cmdlet;
    private final ParameterFacts parameter;
    private final KnownInputs inputs;
    private final Problems problems;

    ParameterRules(String cmdlet, ParameterFacts parameter, KnownInputs inputs, Problems problems) {
        this.cmdlet = cmdlet;
        this.parameter = parameter;
        this.inputs = inputs;
        this.problems = problems;
    }

    void check(Template value) {
        if (value instanceof Template.Literal literal) {
            scalar(literal.position(), literal.value());
        } else if (value instanceof Template.Items items) {
            if (isList()) {
                items.items().stream()
                        .filter(Template.Literal.class::isInstance)
                        .forEach(this::check);
            } else if (isScalar()) {
                wrong(items.position(), "a list");
            }
        } else if (value instanceof Template.Fields fields) {
            map(fields);
        } else {
            inputs.of(value).ifPresent(input -> input(value, input));
        }
    }

    private void input(Template value, Input input) {
        boolean fits = isTruth()
                ? input.type() == InputType.BOOLEAN
                : isWhole()
                        ? input.type() == InputType.INT || input.type() == InputType.NUMBER
                        : !isScalar() || (input.type() != InputType.LIST && input.type() != InputType.MAP);
        if (!fits) {
            wrong(value.expressions().findFirst().orElseThrow().position(), KnownInputs.words(input));
        }
    }

    private void map(Template.Fields fields) {
        boolean changes = !fields.fields().isEmpty()
                && fields.fields().keySet().stream()
                        .allMatch(key -> key.equalsIgnoreCase("add") || key.equalsIgnoreCase("remove"));
        if (changes && parameter.addRemove()) {
            fields.fields().values().forEach(this::check);
        } else if (changes && (isList() || isScalar())) {
            problems.error(
                    fields.position(),
                    "no_add_remove",
                    "'" + parameter.name() + "' of " + cmdlet + " does not take {Add, Remove}.",
                    "Give the whole value.");
        } else if (isScalar() || parameter.addRemove()) {
            wrong(fields.position(), "a map");
        }
    }

    private void scalar(Position position, @Nullable Object value) {
        if (value == null) {
            if ((isTruth() || isWhole()) && !parameter.nullMeaningful()) {
                wrong(position, "null");
            }
            return;
        }
        boolean truth = value instanceof Boolean;
        boolean whole = value instanceof Long || value instanceof BigInteger;
        boolean listed = parameter.closed() && !parameter.values().isEmpty();
        boolean fits = !truth && (listed || parameter.form().fits(value));
        if ((isTruth() != truth && (isTruth() || isScalar() || isList()))
                || (isWhole() && !whole)
                || (isMeasure() && !fits)
                || (element().equals("guid") && !GUID.matcher(value.toString()).matches())) {
            wrong(position, "'" + value + "'");
            return;
        }
        word(position, value.toString());
    }

    private void word(Position position, String value) {
        List<String> values = parameter.values();
        if (parameter.closed() && !values.isEmpty() && values.stream().noneMatch(value::equalsIgnoreCase)) {
            String near = DidYouMean.hint(value, values);
            problems.error(
                    position,
                    "unknown_value",
                    "'" + value + "' is not a value of '" + parameter.name() + "' of " + cmdlet + "; expected one of "
                            + String.join(", ", values) + ".",
                    near.isEmpty() ? null : near);
        }
        Integer longest = parameter.maxChars();
        if (longest != null && value.length() > longest) {
            problems.error(
                    position,
                    "too_long",
                    "'" + parameter.name() + "' of " + cmdlet + " takes at most " + longest + " characters, got "
                            + value.length() + ".",
                    null);
        }
    }

    private void wrong(Position position, String got) {
        String expected = switch (parameter.form().base()) {
            case SIZE -> "a size such as 1.5GB, or Unlimited";
            case DURATION ->
                "a length of time such as 14.00:00:00 (days.hours:minutes:seconds) or 14 (days), or Unlimited";
            default -> isTruth() ? one("true or false") : isWhole() ? one("a whole number") : words();
        };
        problems.error(
                position,
                "parameter_type",
                "'" + parameter.name() + "' of " + cmdlet + " takes " + expected + " (" + parameter.type() + "), got "
                        + got + ".",
                null);
    }

    private String words() {
        boolean guid = element().equals("guid");
        return isList()
                ? (guid ? "a Guid or a list of them" : "a text or a list of texts")
                : guid ? "a Guid" : "a text";
    }

    private String one(String scalar) {
        return isList() ? scalar + ", or a list of such values" : scalar;
    }

    private boolean isMeasure() {
        Form.Base base = parameter.form().base();
        return base == Form.Base.SIZE || base == Form.Base.DURATION;
    }

    /** The type of one element of a list. */
    private String element() {
        return type().replace("[]", "");
    }

    private String type() {
        return parameter.type().toLowerCase(Locale.ROOT);
    }

    private boolean isTruth() {
        return element().equals("boolean") || parameter.isSwitch();
    }

    private boolean isWhole() {
        return WHOLE.contains(element());
    }

    private boolean isList() {
        return type().endsWith("[]") || type().equals("multivaluedproperty");
    }

    /** Types that are surely one scalar. */
    private boolean isScalar() {
        return !isList()
                && (isTruth()
                        || isWhole()
                        || isMeasure()
                        || type().equals("string")
                        || type().equals("guid")
                        || type().endsWith("idparameter"));
    }
}
