package dev.runwright.graph;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;

/** A sign-in that failed: nothing was sent to Graph. */
final class NoToken extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorClass kind;

    NoToken(ErrorClass kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    StepError error() {
        return StepError.of(kind, String.valueOf(getMessage()));
    }
}
