package dev.runwright.catalogue;

import dev.runwright.model.Effect;
import java.util.Collection;
import java.util.Set;

/**
 * One rule of a cmdlet whose effect depends on its parameters (design 2.2). Immutable.
 *
 * @param parameters one of them must be given; empty: always
 */
public record EffectRule(Effect effect, Set<String> parameters) {
    /** Copies the names. */
    public EffectRule {
        parameters = Set.copyOf(parameters);
    }

    boolean appliesTo(Collection<String> given) {
        return parameters.isEmpty()
                || parameters.stream().anyMatch(name -> given.stream().anyMatch(name::equalsIgnoreCase));
    }
}
