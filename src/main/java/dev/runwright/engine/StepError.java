package dev.runwright.engine;

import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error of a step as data. Immutable.
 *
 * @param kind its class
 * @param message one sentence
 * @param position the place in the runbook or script, if the error has one of its own; null for the step's
 * @param details what the target said more: {@code id} (PowerShell's FullyQualifiedErrorId), {@code category}, {@code type},
 *     {@code target}, {@code script}, {@code line} …; empty if nothing
 */
public record StepError(
        ErrorClass kind, String message, @Nullable Position position, Map<String, @Nullable Object> details) {
    /** Copies the details. */
    public StepError {
        details = Data.copy(details);
    }

    /** The error of an expression that has no value, at its place. */
    static StepError of(EvaluationException e) {
        String hint = e.problem().hint();
        String sentence = hint == null ? e.sentence() : e.sentence() + " " + hint;
        return new StepError(ErrorClass.INVALID, sentence, e.position(), Map.of());
    }

    /** An error without a place of its own and without details. */
    public static StepError of(ErrorClass kind, String message) {
        return new StepError(kind, message, null, Map.of());
    }
}
