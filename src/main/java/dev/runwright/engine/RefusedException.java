package dev.runwright.engine;

import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.text.Problem;
import dev.runwright.text.RunwrightException;
import java.util.List;

/** A call that is refused by policy, world or mode; nothing ran and nothing is in the journal. */
public final class RefusedException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private static final String CHECK = "check";
    private static final String NO_SUCH_KEY = "no_such_key";
    private static final String NOT_OPEN = "step_not_open";

    private final transient List<Problem> problems;

    private RefusedException(String code, String message, List<Problem> problems) {
        super(code, message, null);
        this.problems = List.copyOf(problems);
    }

    /** Whether the call itself is wrong: other words would do. Else policy, world or mode stand against it. */
    public boolean isWrongCall() {
        return CHECK.equals(code()) || NO_SUCH_KEY.equals(code()) || NOT_OPEN.equals(code());
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

    static RefusedException strangers(List<Problem> problems) {
        return new RefusedException(
                "unknown_person", "The runbook waits for people whom the profile does not know.", problems);
    }

    /** There is nothing to go on with: the run has ended in {@code state}. */
    public static RefusedException ended(String run, String state) {
        return new RefusedException(
                "run_ended",
                "Run " + run + " has ended (" + state + "); there is nothing to go on with. 'runwright show " + run
                        + "' shows it.",
                List.of());
    }

    /** A calendar forbids it, and nobody wants to go against that. */
    static RefusedException forbidden(Windows.Ban ban) {
        return new RefusedException(
                "calendar",
                ban.sentence()
                        + " '--against-calendar --reason TEXT' begins all the same, once somebody else has approved.",
                List.of());
    }

    static RefusedException otherWorldToResume(String run, String its, String here) {
        return new RefusedException(
                "other_world",
                "Run " + run + " was begun in '" + its + "' and can go on only there; this is '" + here + "'.",
                List.of());
    }

    static RefusedException noSuchStep(String name, RunView run) {
        return new RefusedException(
                "no_such_step",
                "Run " + run.run() + " has no step '" + name + "'; it changed " + String.join(", ", run.changes())
                        + ".",
                List.of());
    }

    static RefusedException noSuchKey(String key, String hint) {
        return new RefusedException(
                NO_SUCH_KEY, "--only " + key + ": no item of this run has that key. " + hint, List.of());
    }

    /** Nothing can be decided about that step; the sentence says why, and which steps wait for a decision. */
    static RefusedException notOpen(RunView run, String path) {
        StepView step = run.steps().get(path);
        String what = step == null
                ? "was not reached"
                : step.isContainer()
                        ? "only holds other steps"
                        : step.isAsking()
                                ? "waits for an answer of people ('runwright inbox')"
                                : step.ended() == null ? "surely did nothing and begins anew" : "is " + step.state();
        List<String> open = run.steps().values().stream()
                .filter(StepView::isOpen)
                .map(StepView::path)
                .toList();
        return new RefusedException(
                NOT_OPEN,
                "Step " + path + " of run " + run.run() + " " + what + ", so nothing can be decided about it; "
                        + (open.isEmpty() ? "no step of the run is open." : "open: " + String.join(", ", open) + "."),
                List.of());
    }

    static RefusedException secretLost(String run, String what) {
        return new RefusedException(
                "secret_lost",
                "Run " + run + " cannot go on: " + what
                        + " is not kept here any more. Give a secret input again with '-i NAME=env:VARIABLE'; a step whose"
                        + " output is lost must be run anew in a new run.",
                List.of());
    }

    static RefusedException otherSecret(String run, String name) {
        return new RefusedException(
                "other_secret",
                "The secret input '" + name + "' is not the one that run " + run + " began with. Give the same one.",
                List.of());
    }

    static RefusedException otherWorld(String run, String its, String here) {
        return new RefusedException(
                "other_world",
                "Run " + run + " was made in '" + its + "' and can be undone only there; this is '" + here + "'.",
                List.of());
    }

    static RefusedException checks(List<Problem> problems) {
        return new RefusedException(CHECK, "The runbook's checks refuse these inputs.", problems);
    }

    static RefusedException cannotRehearse(List<Problem> problems) {
        return new RefusedException(
                "cannot_rehearse",
                "The runbook has steps that cannot be rehearsed: mark each 'effect: read' if it changes nothing, or name it in"
                        + " the estate.",
                problems);
    }
}
