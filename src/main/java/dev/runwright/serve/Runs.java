package dev.runwright.serve;

import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest.Watch;
import java.util.Optional;

/** Drives runs for the service, each on the caller's thread until it ends or pauses. Thread-safe. */
public interface Runs {
    /** Who starts runs and carries them on: the user of the service. */
    String actor();

    /**
     * Begins the run of an opening under the order's id; empty if it waits for a lock, which is looked at again later.
     *
     * @throws dev.runwright.text.RunwrightException if it cannot begin; nothing ran
     */
    Optional<RunOutcome> begin(Order order, Watch watch);

    /**
     * Carries a run on.
     *
     * @throws dev.runwright.text.RunwrightException if it cannot be driven here
     */
    RunOutcome carryOn(String run, Watch watch);
}
