package dev.runwright.engine;

/**
 * How the changes of a run were taken back that the close of its window had ended ({@code at_close: undo}). Immutable.
 *
 * @param plan what was to be put back, and what stays as it is with its reason
 * @param outcome of the undo; without a run, and {@code drifted}, if nothing was written because somebody had changed something since
 */
public record TakenBack(UndoPlan plan, RunOutcome outcome) {
    /** Whether all that can go back is as it was before. */
    public boolean whole() {
        return outcome.state().equals("succeeded") || outcome.state().equals("nothing");
    }

    /** Whether a person has to see to it, in one sentence; empty if nothing is left to do. */
    public String rest() {
        String run = plan.run();
        return switch (outcome.state()) {
            case "succeeded", "nothing" -> "";
            case "drifted" ->
                "Nothing was taken back, because somebody has changed it since; 'runwright undo " + run
                        + " --plan' shows what.";
            case "unknown", "waiting" ->
                "The undo is " + outcome.state() + ": 'runwright resume " + outcome.run() + "' carries it on.";
            default -> "The undo ended " + outcome.state() + why() + " 'runwright undo " + run + "' does the rest.";
        };
    }

    private String why() {
        return outcome.problem() == null ? "." : ": " + outcome.problem().message();
    }
}
