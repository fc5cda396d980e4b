package dev.runwright.catalogue;

import dev.runwright.model.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one cmdlet. Immutable.
 *
 * @param connection the connection whose shell has it ({@code exchange}, {@code updates}, {@code local})
 * @param parameters by name, in the documentation's order of names
 * @param effect its effect without a parameter of {@code finalWith} or {@code readWith}
 * @param finalWith parameters that make it final
 * @param readWith parameters that make it a reading
 * @param passConfirm whether {@code -Confirm:$false} must be passed
 * @param honestWhatIf whether {@code -WhatIf} does what it says
 * @param reading what reads what it changes; null for readings and for those that nothing reads
 */
public record CmdletFacts(
        String name,
        String module,
        String connection,
        Where where,
        Map<String, ParameterFacts> parameters,
        Effect effect,
        Set<String> finalWith,
        Set<String> readWith,
        boolean passConfirm,
        boolean honestWhatIf,
        @Nullable ReadingFacts reading,
        List<String> outputProperties) {

    /** The parameter of that name or alias, ignoring case. */
    public Optional<ParameterFacts> parameter(String name) {
        for (ParameterFacts facts : parameters.values()) {
            if (facts.name().equalsIgnoreCase(name) || facts.aliases().stream().anyMatch(name::equalsIgnoreCase)) {
                return Optional.of(facts);
            }
        }
        return Optional.empty();
    }

    /** Its effect when called with these parameters. */
    public Effect effectWith(Set<String> given) {
        if (given.stream().anyMatch(name -> containsIgnoringCase(finalWith, name))) {
            return Effect.FINAL;
        }
        return given.stream().anyMatch(name -> containsIgnoringCase(readWith, name)) ? Effect.READ : effect;
    }

    private static boolean containsIgnoringCase(Set<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
