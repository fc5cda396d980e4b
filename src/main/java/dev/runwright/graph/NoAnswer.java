package dev.runwright.graph;

import dev.runwright.engine.ErrorClass;
import org.jspecify.annotations.Nullable;

/** A request that got no answer. */
final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorClass kind;
    private final boolean sent;

    /**
     * A lost request.
     *
     * @param sent whether it may have reached the server
     */
    NoAnswer(ErrorClass kind, boolean sent, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.sent = sent;
    }

    ErrorClass kind() {
        return kind;
    }

    boolean sent() {
        return sent;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
