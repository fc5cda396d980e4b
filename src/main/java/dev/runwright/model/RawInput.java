package dev.runwright.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input as a person gave it. */
public sealed interface RawInput {
    /** Texts of the command line ({@code -i name=value}), more than one where it was repeated. */
    record Texts(List<String> texts) implements RawInput {
        /** Copies the list. */
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /** Plain data of a file or of JSON ({@code -i name:=json}). */
    record Plain(@Nullable Object value) implements RawInput {}

    /** A value that a calling runbook passes on as it is: a secret or a run of its own inputs. */
    record Passed(Object value) implements RawInput {}

    /** What a calling runbook gives. */
    static RawInput of(@Nullable Object value, InputType type) {
        boolean passed =
                (type == InputType.SECRET || type == InputType.RUN) && value != null && !(value instanceof String);
        return passed ? new Passed(java.util.Objects.requireNonNull(value)) : new Plain(value);
    }
}
