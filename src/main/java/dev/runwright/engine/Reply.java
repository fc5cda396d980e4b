package dev.runwright.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came back from one attempt. Immutable.
 *
 * @param output plain data: a list of objects for a cmdlet or script, text for a program, any data for Groovy
 * @param errors errors that did not end the call
 * @param whole false if the output was cut or items were dropped: no reading may rest on it
 * @param exit exit code of a program or script; null if there is none
 * @param stderr a program's error output; null where there is none
 */
public record Reply(
        @Nullable Object output,
        List<StepError> errors,
        List<String> warnings,
        boolean whole,
        @Nullable Integer exit,
        @Nullable String stderr) {
    /** Copies the lists. */
    public Reply {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** A reply that is only an output. */
    public static Reply of(@Nullable Object output) {
        return new Reply(output, List.of(), List.of(), true, null, null);
    }
}
