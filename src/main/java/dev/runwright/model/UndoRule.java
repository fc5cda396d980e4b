package dev.runwright.model;

import dev.runwright.text.Position;
import java.util.List;

/** How a step is taken back (design 2.4). */
public sealed interface UndoRule {
    /** Where it is said. */
    Position position();

    /** What was read before is written back; the default where the step has a reading. */
    record Restore(Position position) implements UndoRule {}

    /** It cannot be taken back. */
    record Irreversible(Position position, String why) implements UndoRule {}

    /** Steps of its own, rendered when they run; they may use {@code output} and {@code before} of the step. */
    record Explicit(Position position, List<Step> steps) implements UndoRule {
        /** Copies the list. */
        public Explicit {
            steps = List.copyOf(steps);
        }
    }
}
