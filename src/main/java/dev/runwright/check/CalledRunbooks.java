package dev.runwright.check;

import dev.runwright.model.Runbook;
import java.util.Optional;

/** The runbooks that a runbook calls, for what is checked between the two. */
@FunctionalInterface
public interface CalledRunbooks {
    /** None is known. */
    CalledRunbooks NONE = name -> Optional.empty();

    /** The runbook of that name as the caller sees it; empty if it is not there or could not be read whole, and is not checked. */
    Optional<Runbook> find(String name);
}
