package dev.runwright.read;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepError;
import dev.runwright.model.ReadStep;
import dev.runwright.model.ReadStep.Format;
import dev.runwright.model.StepHead;
import dev.runwright.text.Position;
import dev.runwright.value.Scope;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Does read steps in a folder, for tests. */
@NullUnmarked
record ReadSteps(Path folder) {
    private static final Position AT = new Position("test.yaml", 4, 9);

    /** What files hold. */
    Object read(Format as, Object paths) {
        return ((Outcome.Returned) outcome(as, ',', paths)).reply().output();
    }

    /** What a file with another delimiter holds. */
    Object csv(char delimiter, String path) {
        return ((Outcome.Returned) outcome(Format.CSV, delimiter, path)).reply().output();
    }

    /** Why a file is refused. */
    StepError refused(Format as, Object paths) {
        return ((Outcome.Failed) outcome(as, ',', paths)).error();
    }

    private Outcome outcome(Format as, char delimiter, Object paths) {
        ReadStep step = new ReadStep(StepHead.bare(AT, null, "read_1"), new Template.Literal(AT, paths), as, delimiter);
        Scope scope = Scope.of(Map.of("inputs", Map.of()), Instant.EPOCH);
        return new ReadExecutor()
                .prepare(step, new StepContext("read_1", scope, folder))
                .perform(new Attempt(Duration.ofMinutes(1), new Cancellation(), Events.NONE));
    }

    /** A list of paths. */
    static List<String> paths(String... paths) {
        return List.of(paths);
    }
}
