package dev.runwright.value;

import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import dev.runwright.text.RunwrightException;
import org.jspecify.annotations.Nullable;

/** An expression or a template that has no value: a name that is not there, a wrong type, an evaluation without end. */
public final class EvaluationException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final @Nullable String hint;

    /** Says what is wrong with the expression at {@code position}, and what to do. */
    public EvaluationException(Position position, String message, @Nullable String hint) {
        super("expression", message, null);
        this.position = position;
        this.hint = hint;
    }

    /** Where the expression stands. */
    public Position position() {
        return position;
    }

    /** The same as a problem. */
    public Problem problem() {
        return Problem.error(position, code(), sentence(), hint);
    }
}
