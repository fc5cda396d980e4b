package dev.runwright.download;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A download that did not come to its end. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    private final transient StepError error;
    private final boolean keep;

    private Failed(StepError error, boolean keep) {
        super(error.message());
        this.error = error;
        this.keep = keep;
    }

    /** What came so far is good and can be continued. */
    static Failed later(ErrorClass kind, String sentence) {
        return new Failed(StepError.of(kind, sentence), true);
    }

    /** As {@link #later}, after so many seconds. */
    static Failed later(ErrorClass kind, String sentence, @Nullable Double retryAfter) {
        Map<String, @Nullable Object> details = retryAfter == null ? Map.of() : Map.of("retry_after", retryAfter);
        return new Failed(new StepError(kind, sentence, null, details), true);
    }

    /** What came so far is of no use. */
    static Failed whole(ErrorClass kind, String sentence) {
        return new Failed(StepError.of(kind, sentence), false);
    }

    StepError error() {
        return error;
    }

    boolean keepsPart() {
        return keep;
    }
}
