package dev.runwright.check;

import dev.runwright.model.Input;
import dev.runwright.model.InputRules;
import dev.runwright.model.InputType;
import dev.runwright.model.InputValues;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a call gives must be what the called runbook takes; what an expression gives is seen when it runs. */
final class CallRules {
    private final CalledRunbooks called;
    private final KnownInputs own;
    private final Problems problems;

    CallRules(CalledRunbooks called, KnownInputs own, Problems problems) {
        this.called = called;
        this.own = own;
        this.problems = problems;
    }

    void check(Step step) {
        if (step instanceof RunbookStep call) {
            Template.Fields with =
                    call.with() instanceof Template.Fields fields ? fields : Template.Fields.none(call.position());
            called.find(call.runbook()).ifPresent(runbook -> contract(call.position(), with, runbook, Set.of()));
        }
    }

    /**
     * Judges what is given to a runbook.
     *
     * @param place of the call
     * @param unjudged types whose values are not looked at
     */
    void contract(Position place, Template.Fields with, Runbook runbook, Set<InputType> unjudged) {
        Map<String, Input> inputs = new KnownInputs(runbook).byName();
        with.fields().forEach((name, value) -> {
            Input input = inputs.get(name);
            if (input == null) {
                unknown(runbook, name, with.keys().getOrDefault(name, with.position()));
            } else if (!unjudged.contains(input.type())) {
                value(runbook, input, value);
            }
        });
        inputs.values().stream()
                .filter(input -> !input.hasDefault() && !input.optional())
                .filter(input -> !with.fields().containsKey(input.name()))
                .forEach(input -> problems.error(
                        place,
                        "missing_input",
                        "The runbook '" + runbook.name() + "' needs the input '" + input.name() + "'.",
                        "Give it under 'with': " + InputValues.expected(input.type()) + "."));
    }

    private void unknown(Runbook runbook, String name, Position position) {
        List<String> names = runbook.inputs().stream().map(Input::name).toList();
        String near = DidYouMean.hint(name, names);
        problems.error(
                position,
                "unknown_input",
                "The runbook '" + runbook.name() + "' has no input '" + name + "'.",
                !near.isEmpty()
                        ? near
                        : names.isEmpty() ? "It takes none." : "Its inputs are: " + String.join(", ", names) + ".");
    }

    private void value(Runbook runbook, Input input, Template value) {
        String fault = fault(input, value);
        if (fault != null) {
            problems.error(
                    value.position(),
                    "bad_input",
                    "The input '" + input.name() + "' of the runbook '" + runbook.name() + "' " + fault + ".",
                    null);
        }
    }

    private @Nullable String fault(Input input, Template value) {
        if (input.type() != InputType.SECRET
                && own.of(value).filter(from -> from.type() == InputType.SECRET).isPresent()) {
            return "is not of the type secret, and would show the secret that is given to it";
        }
        if (value.expressions().findAny().isPresent()) {
            return null;
        }
        if (input.type() == InputType.SECRET) {
            return "is a secret, and a secret does not stand in a runbook: pass on an input of the type secret";
        }
        Object plain = plain(value);
        if (plain == null) {
            boolean allowed = input.optional() || (input.hasDefault() && input.standard() == null);
            return allowed ? null : "is null: expected " + InputValues.expected(input.type());
        }
        if (input.type() == InputType.RUN) {
            return "takes a run: pass on an input of the type run";
        }
        return Optional.ofNullable(InputRules.judge(input, plain).fault())
                .map(fault -> "does not fit: " + fault)
                .orElse(null);
    }

    private static @Nullable Object plain(Template value) {
        if (value instanceof Template.Literal literal) {
            return literal.value();
        }
        if (value instanceof Template.Items items) {
            return items.items().stream().map(CallRules::plain).collect(Collectors.toList());
        }
        Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
        if (value instanceof Template.Fields fields) {
            fields.fields().forEach((key, one) -> map.put(key, plain(one)));
        }
        return map;
    }

    /** The called runbook of a step whose output is read, if it does not give the one that is named; else null. */
    static @Nullable Runbook lackingOutput(Step step, List<String> path, CalledRunbooks called) {
        if (!(step instanceof RunbookStep call)
                || step.head().foreach() != null
                || path.size() < 4
                || !path.get(2).equals("output")) {
            return null;
        }
        Runbook runbook = called.find(call.runbook()).orElse(null);
        return runbook == null || runbook.outputs().containsKey(path.get(3)) ? null : runbook;
    }
}
