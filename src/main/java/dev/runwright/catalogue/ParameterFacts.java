package dev.runwright.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one parameter. Immutable.
 *
 * @param type PowerShell's type as the documentation writes it ({@code Boolean}, {@code MailboxIdParameter})
 * @param values accepted values; empty if any
 * @param closed whether {@code values} is the whole list, so that another value is refused
 * @param addRemove whether it takes {@code {Add: …, Remove: …}}
 * @param control whether it steers the call and is no state ({@code Confirm}, {@code Force}, {@code DomainController})
 * @param reserved reserved for Microsoft: refused
 * @param where in which organisations it exists
 * @param maxChars longest text; null if unsaid
 */
public record ParameterFacts(
        String name,
        String type,
        boolean mandatory,
        List<String> aliases,
        List<String> values,
        boolean closed,
        boolean addRemove,
        boolean nullMeaningful,
        boolean control,
        boolean reserved,
        Where where,
        @Nullable Integer maxChars) {
    /** Copies the lists. */
    public ParameterFacts {
        aliases = List.copyOf(aliases);
        values = List.copyOf(values);
    }

    /** Whether it is a switch: it takes no value. */
    public boolean isSwitch() {
        return type.equals("SwitchParameter");
    }
}
