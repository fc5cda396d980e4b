package dev.runwright.engine;

import dev.runwright.journal.Occasion;
import dev.runwright.value.Data;
import dev.runwright.value.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to be driven again.
 *
 * @param decisions what a person says of steps whose outcome is not known
 * @param definition another definition to go on with; null for the run's own
 * @param secrets secret inputs by name, where they were not kept
 * @param origin who goes on with it, and why
 */
public record ResumeRequest(
        String run,
        List<Decision> decisions,
        @Nullable Definition definition,
        Map<String, Secret> secrets,
        Origin origin,
        RunRequest.Watch watch) {
    /** Copies what it is given. */
    public ResumeRequest {
        decisions = List.copyOf(decisions);
        secrets = Data.copy(secrets);
    }

    /** The same on another occasion; null for none. */
    ResumeRequest in(@Nullable Occasion occasion) {
        return new ResumeRequest(run, decisions, definition, secrets, origin.on(occasion), watch);
    }

    /** What a person says of a step: {@code retry}, {@code skip} or {@code done}. */
    public record Decision(String path, String word) {}
}
