package dev.runwright.catalogue;

import dev.runwright.model.Effect;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one cmdlet. Immutable.
 *
 * @param name as the documentation writes it
 * @param module as the documentation names it
 * @param connection the connection whose shell has it ({@code exchange}, {@code updates}, {@code directory}, {@code local})
 * @param where in which organisations it exists
 * @param parameters by name, case ignored, in the order of names
 * @param effects rules that go before the verb's, the first that applies counts
 * @param pauses whether it asks before it acts, unless {@code -Confirm:$false} is passed
 * @param passForce whether {@code -Force} must be passed, because it asks a question that {@code -Confirm:$false} does not answer
 * @param whatIf in which organisations {@code -WhatIf} does what it says; null for nowhere
 * @param reading what reads what it changes; null for readings and for those that nothing reads
 * @param permission of a Graph call, the least that an application needs for it; null for a cmdlet
 * @param delegated whether no application may call it, only a person
 */
public record CmdletFacts(
        String name,
        String module,
        String connection,
        Where where,
        Map<String, ParameterFacts> parameters,
        List<EffectRule> effects,
        boolean pauses,
        boolean passForce,
        @Nullable Where whatIf,
        @Nullable ReadingFacts reading,
        @Nullable String permission,
        boolean delegated) {
    /** Copies the collections. */
    public CmdletFacts {
        parameters = IgnoringCase.copy(parameters);
        effects = List.copyOf(effects);
    }

    /** The parameter of that name or alias, ignoring case. */
    public Optional<ParameterFacts> parameter(String name) {
        ParameterFacts named = parameters.get(name);
        if (named != null) {
            return Optional.of(named);
        }
        for (ParameterFacts facts : parameters.values()) {
            for (String alias : facts.aliases()) {
                if (alias.equalsIgnoreCase(name)) {
                    return Optional.of(facts);
                }
            }
        }
        return Optional.empty();
    }

    /** Its effect when called with these parameters by a step without an undo of its own. */
    public Effect effectWith(Collection<String> given) {
        return effectWith(given, false);
    }

    /**
     * Its effect.
     *
     * @param given the parameters' names; a switch whose value is false is not given
     * @param stepHasUndo whether the step says itself how it is undone
     */
    public Effect effectWith(Collection<String> given, boolean stepHasUndo) {
        boolean hasInverse = reading != null && reading.inverse() != null;
        return effects.stream()
                .filter(rule -> rule.appliesTo(given))
                .findFirst()
                .map(EffectRule::effect)
                .orElseGet(() -> VerbEffects.of(name, stepHasUndo || hasInverse));
    }

    /** How a parameter of that name or alias is found in the reading. */
    public Comparison comparison(String parameter) {
        Optional<ParameterFacts> facts = parameter(parameter);
        if (facts.isEmpty()) {
            return new Comparison.Unread(parameter + " is not in the catalogue.");
        }
        if (reading != null) {
            return reading.comparison(facts.get().name());
        }
        return facts.get().control()
                ? new Comparison.Control()
                : new Comparison.Unread("Nothing is known to read what " + name + " changes.");
    }

    /** Whether {@code -Confirm:$false} must be passed, so that the cmdlet never waits for an answer. */
    public boolean passConfirm() {
        return parameters.containsKey("Confirm");
    }

    /** Whether {@code -WhatIf} does what it says everywhere. */
    public boolean honestWhatIf() {
        return whatIf == Where.BOTH;
    }

    /** Whether {@code -WhatIf} does what it says in {@code organisation} ({@code cloud} or {@code on_premises}). */
    public boolean honestWhatIf(String organisation) {
        return whatIf != null && whatIf.in(organisation);
    }
}
