package dev.runwright.engine;

import dev.runwright.text.Problem;
import dev.runwright.text.RunwrightException;
import java.util.List;

/** A call that is refused by policy, world or mode; nothing ran and nothing is in the journal. */
public final class RefusedException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    private RefusedException(String code, String message, List<Problem> problems) {
        super(code, message, null);
        this.problems = List.copyOf(problems);
    }

    /** The problems in detail, each with its place; may be empty. */
    public List<Problem> problems() {
        return problems;
    }

    static RefusedException stillGoing(String run, String state) {
        return new RefusedException(
                "undo_of_running",
                "Run " + run + " is " + state + " and cannot be undone; cancel it first.",
                List.of());
    }

    static RefusedException otherWorld(String run, String its, String here) {
        return new RefusedException(
                "other_world",
                "Run " + run + " was made in '" + its + "' and can be undone only there; this is '" + here + "'.",
                List.of());
    }

    static RefusedException checks(List<Problem> problems) {
        return new RefusedException("check", "The runbook's checks refuse these inputs.", problems);
    }

    static RefusedException cannotRehearse(List<Problem> problems) {
        return new RefusedException(
                "cannot_rehearse",
                "The runbook has steps that cannot be rehearsed: mark each 'effect: read' if it changes nothing, or name it in"
                        + " the estate.",
                problems);
    }
}
