package dev.runwright.model;

import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.value.Data;
import dev.runwright.value.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives each input of a runbook its value from what a person gave; all that is wrong is said at once. Used once per call. */
public final class InputBinding {
    private static final int SHORTEST_SECRET = 6;
    private static final Set<String> SECRET_KINDS = Set.of("env", "file", "secret");

    private final Position place;
    private final List<Input> inputs;
    private final InputSources sources;
    private final Problems problems = new Problems();

    private InputBinding(Position place, List<Input> inputs, InputSources sources) {
        this.place = place;
        this.inputs = inputs;
        this.sources = sources;
    }

    /**
     * The values of all inputs, in the runbook's order; complete only without problems.
     *
     * @param problems each at the input's place in the runbook
     */
    public record Bound(Map<String, @Nullable Object> values, List<Problem> problems) {
        /** Copies what it is given. */
        public Bound {
            values = Data.copy(values);
            problems = List.copyOf(problems);
        }
    }

    /** Binds what was given to the runbook's inputs. */
    public static Bound bind(Runbook runbook, Map<String, RawInput> given, InputSources sources) {
        return bind(runbook.position(), runbook.inputs(), given, sources);
    }

    /** Binds what was given to the fields of a form that stands at {@code place}. */
    public static Bound bind(Position place, List<Input> fields, Map<String, RawInput> given, InputSources sources) {
        return new InputBinding(place, fields, sources).bind(given);
    }

    private Bound bind(Map<String, RawInput> given) {
        List<String> names = inputs.stream().map(Input::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                problems.error(place, "unknown_input", "There is no input '" + name + "'.", unknownHint(name, names));
            }
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Input input : inputs) {
            RawInput raw = given.get(input.name());
            values.put(input.name(), raw == null ? standard(input) : value(input, raw));
        }
        return new Bound(values, problems.all());
    }

    private static String unknownHint(String name, List<String> names) {
        String near = DidYouMean.hint(name, names);
        if (names.isEmpty()) {
            return "It takes none.";
        }
        return near.isEmpty() ? "Inputs are: " + names.stream().collect(Collectors.joining(", ")) + "." : near;
    }

    private @Nullable Object standard(Input input) {
        if (!input.hasDefault() && !input.optional()) {
            String ask = input.ask() == null ? "" : " (" + input.ask() + ")";
            fault(input, "is missing" + ask, "Give it with -i " + input.name() + "=….");
        }
        return input.standard();
    }

    private @Nullable Object value(Input input, RawInput raw) {
        if (raw instanceof RawInput.Passed passed) {
            return passed.value();
        }
        if (raw instanceof RawInput.Plain plain && plain.value() == null) {
            if (!input.optional() && !(input.hasDefault() && input.standard() == null)) {
                fault(input, "is null, but it is not optional: expected " + InputValues.expected(input.type()), null);
            }
            return null;
        }
        if (input.type() == InputType.SECRET || input.type() == InputType.RUN) {
            Optional<String> text = text(raw);
            if (text.isEmpty()) {
                fault(input, "takes one text", null);
                return null;
            }
            return input.type() == InputType.SECRET ? secret(input, text.get()) : run(input, text.get());
        }
        InputRules.Judged judged = InputRules.judge(input, plain(input, raw));
        if (judged.fault() != null) {
            fault(input, judged.fault(), null);
        }
        return judged.value();
    }

    private static Optional<String> text(RawInput raw) {
        if (raw instanceof RawInput.Texts texts) {
            return texts.texts().size() == 1 ? Optional.of(texts.texts().get(0)) : Optional.empty();
        }
        Object value = ((RawInput.Plain) raw).value();
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private @Nullable Object plain(Input input, RawInput raw) {
        if (raw instanceof RawInput.Plain plain) {
            return plain.value();
        }
        List<String> texts = ((RawInput.Texts) raw).texts();
        boolean json = texts.size() == 1 && texts.get(0).stripLeading().startsWith("[");
        if (input.type() == InputType.LIST && !json) {
            return texts;
        }
        if (texts.size() > 1) {
            fault(input, "is given " + texts.size() + " times, but it is not a list", null);
        }
        return texts.get(texts.size() - 1);
    }

    private @Nullable Object secret(Input input, String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        if (!SECRET_KINDS.contains(kind)) {
            fault(
                    input,
                    "is a secret, and a secret is not given as it is",
                    "Use env:NAME, file:PATH or secret:NAME, for example -i " + input.name() + "=env:PASSWORD.");
            return null;
        }
        Optional<String> secret = sources.secret(kind, text.substring(colon + 1));
        if (secret.isEmpty()) {
            fault(input, "is taken from " + text + ", which is not there", null);
            return null;
        }
        if (secret.get().length() < SHORTEST_SECRET) {
            fault(input, "is shorter than " + SHORTEST_SECRET + " characters, too short to keep it out of texts", null);
            return null;
        }
        return new Secret("inputs." + input.name(), secret.get());
    }

    private @Nullable Object run(Input input, String text) {
        InputSources.FoundRun found = sources.run(text, input.runbook());
        if (found.fields() == null) {
            fault(input, "names no run that can be used: " + found.refusal(), null);
        }
        return found.fields();
    }

    private void fault(Input input, String what, @Nullable String hint) {
        Position position = input.position();
        String end = what.endsWith(".") ? "" : ".";
        String joined = what.startsWith("expected") ? ": " : " ";
        problems.error(position, "bad_input", "The input '" + input.name() + "'" + joined + what + end, hint);
    }
}
