package dev.runwright.check;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.model.CmdletStep;
import dev.runwright.model.DownloadStep;
import dev.runwright.model.GraphCommand;
import dev.runwright.model.StateRule;
import dev.runwright.model.Step;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cmdlets and their parameters by the catalogue (design 9). */
final class CmdletRules {
    private static final Set<String> PASSING = Set.of(
            "verbose",
            "vb",
            "debug",
            "db",
            "warningaction",
            "wa",
            "warningvariable",
            "wv",
            "informationaction",
            "infa",
            "informationvariable",
            "iv",
            "progressaction",
            "outvariable",
            "ov",
            "outbuffer",
            "ob",
            "pipelinevariable",
            "pv");
    private static final Set<String> ENGINE = Set.of("erroraction", "ea", "errorvariable", "ev", "whatif", "wi");

    private final Catalogue catalogue;
    private final KnownInputs inputs;
    private final Problems problems;

    CmdletRules(Catalogue catalogue, KnownInputs inputs, Problems problems) {
        this.catalogue = catalogue;
        this.inputs = inputs;
        this.problems = problems;
    }

    void check(Step step) {
        if (step instanceof CmdletStep cmdlet) {
            call(cmdlet.cmdlet(), cmdlet.cmdletPosition(), cmdlet.with(), Set.of());
        }
        StateRule state = step.head().state();
        if (state != null && !GraphCommand.isGraph(state.cmdlet()) && !(step instanceof DownloadStep)) {
            Set<String> given = step instanceof CmdletStep cmdlet ? identity(cmdlet.cmdlet()) : Set.of();
            call(state.cmdlet(), state.position(), state.with(), given);
        }
    }

    /** The parameters that a reading gets from the step. */
    private Set<String> identity(String cmdlet) {
        return catalogue
                .find(cmdlet)
                .map(CmdletFacts::reading)
                .map(reading -> Set.copyOf(reading.identity().values()))
                .orElse(Set.of());
    }

    private void call(String cmdlet, Position position, Template.Fields with, Set<String> given) {
        Optional<CmdletFacts> found = catalogue.find(cmdlet);
        if (found.isEmpty()) {
            problems.add(new Problem(
                    position,
                    Problem.Level.NOTE,
                    "unknown_cmdlet",
                    cmdlet + " is not in the catalogue; its parameters are not checked.",
                    DidYouMean.hint(cmdlet, catalogue.names()).isEmpty()
                            ? null
                            : DidYouMean.hint(cmdlet, catalogue.names())));
        }
        Map<String, String> seen = new HashMap<>();
        with.fields().forEach((name, value) -> {
            Position key = with.keys().getOrDefault(name, with.position());
            String lower = name.toLowerCase(Locale.ROOT);
            if (!engine(lower, name, key, value) && !PASSING.contains(lower) && found.isPresent()) {
                parameter(found.get(), name, key, value, seen);
            }
        });
        found.ifPresent(facts -> {
            mandatory(facts, with, seen, given);
            Set<String> all = new HashSet<>(seen.keySet());
            all.addAll(given);
            new ParameterSetRules(facts, all, problems).check(with.position());
        });
    }

    /** Parameters that the engine sets itself; {@code Confirm: false} is what it sets anyway. */
    private boolean engine(String lower, String name, Position key, Template value) {
        if (lower.equals("confirm") || lower.equals("cf")) {
            boolean off = value instanceof Template.Literal literal && Boolean.FALSE.equals(literal.value());
            if (!off) {
                problems.error(
                        key,
                        "engine_parameter",
                        "'" + name + "' is set by the engine; nothing can answer a question here.",
                        "Leave it out, or say 'Confirm: false'.");
            }
            return true;
        }
        if (ENGINE.contains(lower)) {
            problems.error(key, "engine_parameter", "'" + name + "' is set by the engine.", "Leave it out.");
            return true;
        }
        return false;
    }

    private void parameter(CmdletFacts facts, String name, Position key, Template value, Map<String, String> seen) {
        Optional<ParameterFacts> parameter = facts.parameter(name);
        if (parameter.isEmpty()) {
            unknown(facts, name, key);
            return;
        }
        String other = seen.putIfAbsent(parameter.get().name(), name);
        if (other != null) {
            problems.error(
                    key,
                    "parameter_twice",
                    "'" + name + "' and '" + other + "' are the same parameter of " + facts.name() + ".",
                    null);
        }
        if (parameter.get().reserved()) {
            problems.error(
                    key,
                    "reserved_parameter",
                    "'" + name + "' of " + facts.name() + " is reserved for Microsoft.",
                    "Leave it out.");
        }
        new ParameterRules(facts.name(), parameter.get(), inputs, problems).check(value);
    }

    private void unknown(CmdletFacts facts, String name, Position key) {
        List<String> names =
                facts.parameters().values().stream().map(ParameterFacts::name).toList();
        String near = DidYouMean.nearest(name, names)
                .map(one -> "; did you mean `" + one + "`?")
                .orElse(".");
        problems.error(
                key,
                "unknown_parameter",
                "`" + name + "` is not a parameter of " + facts.name() + near,
                "If it is new, add it in a file named under 'catalogue:' in the configuration: " + facts.name()
                        + ": {parameters: {" + name + ": Boolean}}.");
    }

    private void mandatory(CmdletFacts facts, Template.Fields with, Map<String, String> seen, Set<String> given) {
        for (ParameterFacts parameter : facts.parameters().values()) {
            if (parameter.mandatory()
                    && !seen.containsKey(parameter.name())
                    && given.stream().noneMatch(parameter.name()::equalsIgnoreCase)) {
                problems.error(
                        with.position(),
                        "missing_parameter",
                        facts.name() + " needs the parameter '" + parameter.name() + "'.",
                        null);
            }
        }
    }
}
