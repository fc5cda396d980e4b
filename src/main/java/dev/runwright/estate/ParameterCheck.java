package dev.runwright.estate;

import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.catalogue.ParameterFacts;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds parameters as PowerShell does, by what the catalogue says of the cmdlet. Stateless. */
final class ParameterCheck {
    /** The common parameters that every cmdlet takes, in lower case. */
    static final Set<String> COMMON = Set.of(
            "debug",
            "erroraction",
            "errorvariable",
            "informationaction",
            "informationvariable",
            "outbuffer",
            "outvariable",
            "pipelinevariable",
            "progressaction",
            "verbose",
            "warningaction",
            "warningvariable");

    private ParameterCheck() {}

    /**
     * Parameters that fit the cmdlet.
     *
     * @param parameters under their catalogue names, converted; without common parameters, {@code Confirm}, {@code WhatIf}
     * @param confirmed whether {@code Confirm} is false or {@code Force} is given
     * @param whatIf whether the call only says what it would do; false where the cmdlet does not keep that promise
     */
    record Bound(Map<String, @Nullable Object> parameters, boolean confirmed, boolean whatIf) {}

    /** @throws CommandFailure as PowerShell's binder complains */
    static Bound bind(CmdletFacts facts, Rule rule, Map<String, @Nullable Object> given, String organisation) {
        Map<ParameterFacts, @Nullable Object> found = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!COMMON.contains(name.toLowerCase(Locale.ROOT))) {
                ParameterFacts parameter = parameter(facts, name, organisation);
                if (found.containsKey(parameter)) {
                    throw CommandFailure.boundTwice(parameter.name());
                }
                found.put(parameter, value);
            }
        });
        Map<String, @Nullable Object> bound = new LinkedHashMap<>();
        found.forEach((parameter, value) -> bound.put(parameter.name(), ParameterValue.convert(parameter, value)));
        checkRequired(rule, bound);
        return confirmed(facts, rule, bound);
    }

    private static Bound confirmed(CmdletFacts facts, Rule rule, Map<String, @Nullable Object> bound) {
        Object confirm = bound.remove("Confirm");
        boolean whatIf = Boolean.TRUE.equals(bound.remove("WhatIf")) && facts.honestWhatIf();
        boolean confirmed = Boolean.FALSE.equals(confirm) || Boolean.TRUE.equals(bound.get("Force"));
        boolean asks = Boolean.TRUE.equals(confirm) || rule.asks();
        if (asks && !confirmed && !whatIf) {
            throw CommandFailure.wouldAsk(facts.name());
        }
        return new Bound(bound, confirmed, whatIf);
    }

    private static ParameterFacts parameter(CmdletFacts facts, String name, String organisation) {
        ParameterFacts exact = facts.parameters().get(name);
        Optional<ParameterFacts> found = exact != null ? Optional.of(exact) : facts.parameter(name);
        return found.filter(parameter -> parameter.where().in(organisation))
                .orElseThrow(() -> CommandFailure.unknownParameter(name));
    }

    private static void checkRequired(Rule rule, Map<String, @Nullable Object> bound) {
        List<String> missing = rule.required().stream()
                .filter(name -> !bound.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw CommandFailure.missingMandatory(String.join(" ", missing));
        }
    }
}
