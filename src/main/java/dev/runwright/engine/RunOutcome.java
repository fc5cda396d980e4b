package dev.runwright.engine;

import dev.runwright.text.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request to run or to undo ended. Immutable.
 *
 * @param run the run; null if none was made
 * @param state {@code succeeded failed cancelled unknown}; {@code refused} without a run; {@code nothing} when there was nothing to undo
 * @param problem why it did not succeed; null if it did
 * @param problems what is wrong with the request, or warnings of its checks
 * @param inForce older runs in force on the same locks
 * @param takenBack how its changes were taken back at the close of its window; null if they were not to be
 */
public record RunOutcome(
        @Nullable String run,
        String state,
        @Nullable StepError problem,
        List<Problem> problems,
        List<String> inForce,
        @Nullable TakenBack takenBack) {
    /** Copies the lists. */
    public RunOutcome {
        problems = List.copyOf(problems);
        inForce = List.copyOf(inForce);
    }

    /** One that took nothing back. */
    public RunOutcome(
            @Nullable String run,
            String state,
            @Nullable StepError problem,
            List<Problem> problems,
            List<String> inForce) {
        this(run, state, problem, problems, inForce, null);
    }

    /** The same after its changes were taken back. */
    RunOutcome after(TakenBack undo) {
        return new RunOutcome(run, state, problem, problems, inForce, undo);
    }

    /** Whether it stands because somebody changed what is to be undone. */
    public boolean drifted() {
        return problem != null && problem.details().containsKey("drifted");
    }

    static RunOutcome refused(List<Problem> problems) {
        return new RunOutcome(null, "refused", null, problems, List.of());
    }
}
