package dev.runwright.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one parameter. Immutable.
 *
 * @param type PowerShell's type as the documentation writes it ({@code Boolean}, {@code MailboxIdParameter}, {@code String[]})
 * @param mandatory whether every call must give it
 * @param position its rank among those that can be given without a name, from 0; null if it must be named
 * @param pipeline whether it is taken from the pipeline
 * @param values accepted values; empty if any
 * @param closed whether {@code values} is the whole list, so that another value is refused
 * @param addRemove whether it takes {@code {Add: …, Remove: …}}
 * @param nullMeaningful whether the documentation speaks of {@code $null} as a value
 * @param control whether it steers the call and is no state ({@code Confirm}, {@code Force}, {@code DomainController})
 * @param reserved reserved for Microsoft: refused
 * @param where in which organisations it works
 * @param maxChars longest text; null if unsaid
 * @param sets the parameter sets that it belongs to; empty for all
 * @param mandatoryIn the parameter sets in which it must be given
 * @param form how its value is compared with a reading
 */
public record ParameterFacts(
        String name,
        String type,
        boolean mandatory,
        @Nullable Integer position,
        boolean pipeline,
        List<String> aliases,
        List<String> values,
        boolean closed,
        boolean addRemove,
        boolean nullMeaningful,
        boolean control,
        boolean reserved,
        Where where,
        @Nullable Integer maxChars,
        List<String> sets,
        List<String> mandatoryIn,
        Form form) {
    /** Copies the lists. */
    public ParameterFacts {
        aliases = List.copyOf(aliases);
        values = List.copyOf(values);
        sets = List.copyOf(sets);
        mandatoryIn = List.copyOf(mandatoryIn);
    }

    /** Whether it is a switch: it takes no value. */
    public boolean isSwitch() {
        return type.equals("SwitchParameter");
    }

    /** Whether its value is a password or the like, which nothing reads back. */
    public boolean isSecret() {
        return type.equals("SecureString") || type.equals("PSCredential");
    }
}
