package dev.runwright.catalogue;

import dev.runwright.model.Effect;
import dev.runwright.model.GraphCommand;
import java.util.Locale;
import java.util.Set;

/** The effect of a cmdlet that follows from its verb alone (design 2.2). Stateless. */
public final class VerbEffects {
    private static final Set<String> READING = Set.of("get", "measure", "compare", "resolve");
    private static final Set<String> TAKING_AWAY = Set.of("remove", "clear", "uninstall", "reset", "release", "delete");

    private VerbEffects() {}

    /** The effect of {@code cmdlet} in a step without an undo of its own. */
    public static Effect of(String cmdlet) {
        return of(cmdlet, false);
    }

    /**
     * The effect of {@code cmdlet}: Get, Measure, Compare and Resolve read; Remove, Clear, Uninstall, Reset, Release and Delete are
     * final unless something undoes them; every other verb, and a name without one, changes.
     *
     * @param hasUndo whether the step has an undo of its own, or the catalogue an inverse
     */
    public static Effect of(String cmdlet, boolean hasUndo) {
        String verb = verb(cmdlet);
        if (READING.contains(verb)) {
            return Effect.READ;
        }
        return TAKING_AWAY.contains(verb) && !hasUndo ? Effect.FINAL : Effect.CHANGE;
    }

    /** The verb in lower case, of a Graph call its method; empty if the name has none. */
    public static String verb(String cmdlet) {
        int dash = cmdlet.indexOf(GraphCommand.isGraph(cmdlet) ? ' ' : '-');
        return dash < 0 ? "" : cmdlet.substring(0, dash).toLowerCase(Locale.ROOT);
    }
}
