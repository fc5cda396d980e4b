package dev.runwright.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an undo would do about one step of the run that it takes back. */
sealed interface Restoration {
    /** The step's path in that run. */
    String path();

    /** A call that takes it back; {@code drifted} is empty unless somebody changed the object meanwhile. */
    record Write(String path, Cmdlets.Call call, StateSpec spec, List<Difference> differences, List<Drift> drifted)
            implements Restoration {
        /** Copies the lists. */
        public Write {
            differences = List.copyOf(differences);
            drifted = List.copyOf(drifted);
        }
    }

    /** It is as it was before already. */
    record Done(String path) implements Restoration {}

    /** Steps of its own take it back. */
    record Steps(String path, UndoneStep step) implements Restoration {}

    /** Nothing can take it back. */
    record Irreversible(String path, String why) implements Restoration {}

    /** It is left as it is: not chosen, or {@code restore: ask} and not named. */
    record LeftOut(String path, String why) implements Restoration {}

    /** Its state cannot be read now. */
    record Unreadable(String path, StepError error) implements Restoration {}

    /** A property and what it would become. */
    record Difference(
            String property, @Nullable Object now, @Nullable Object then) {}

    /** A property that somebody else changed after the step. */
    record Drift(
            String property,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable Object now) {}
}
