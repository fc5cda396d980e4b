package dev.runwright.value;

/**
 * A value that a plan cannot know yet, because a change that the plan does not make would give it. Printed as
 * {@code ‹after close_protocols›}. An expression that touches one has a pending value itself. Immutable.
 *
 * @param step the path of the step that will give the value
 */
public record Pending(String step) {
    @Override
    public String toString() {
        return "‹after " + step + "›";
    }
}
