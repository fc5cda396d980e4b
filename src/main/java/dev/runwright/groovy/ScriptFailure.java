package dev.runwright.groovy;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.StepError;
import dev.runwright.text.Position;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why a script ended with an exception. Stateless. */
final class ScriptFailure {
    private ScriptFailure() {}

    static StepError of(Throwable failure, Position firstLine) {
        if (failure instanceof NoDataException noData) {
            return new StepError(ErrorClass.INVALID, noData.sentence(), firstLine, Map.of());
        }
        Position place = ScriptPlaces.of(failure, firstLine);
        String where = place == null ? "" : " at line " + (place.line() - firstLine.line() + 1);
        String type = failure.getClass().getName();
        return new StepError(
                ErrorClass.UNKNOWN,
                "The Groovy script failed" + where + ": " + reason(failure),
                place == null ? firstLine : place,
                Map.of("type", type));
    }

    private static String reason(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        String message = firstLine(failure.getMessage());
        return message.isEmpty() ? simple + "." : simple + ": " + message;
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? ""
                : message.strip().lines().findFirst().orElse("").strip();
    }
}
