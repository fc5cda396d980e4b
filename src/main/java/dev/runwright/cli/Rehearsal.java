package dev.runwright.cli;

import org.jspecify.annotations.Nullable;

/**
 * Where a rehearsal takes place: in the chosen profile's estate, else in the shipped one.
 *
 * @param notice the line that says so
 */
record Rehearsal(Profile profile, String notice) {
    static Rehearsal of(Settings settings, @Nullable String name, Workbench workbench) {
        Profile chosen =
                name == null && settings.defaultProfile() == null ? workbench.shippedSandbox() : settings.chosen(name);
        if (chosen.isRehearsal()) {
            return new Rehearsal(
                    chosen, "Rehearsal in the estate of profile '" + chosen.name() + "': nothing real is touched.");
        }
        return new Rehearsal(
                workbench.shippedSandbox(),
                "Rehearsal in the shipped estate, because the profile '" + chosen.name()
                        + "' has none: nothing real is touched.");
    }
}
