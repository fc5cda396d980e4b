package dev.runwright.cli;

import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateDescription;
import dev.runwright.value.Json;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What all commands on an estate share: which estate is meant, and how the result is given. */
final class OpenEstate {
    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    /** Opens the estate that is meant, uses it, and closes it. */
    <T> T use(Terminal terminal, Workbench workbench, BiFunction<Estate, EstateDescription, T> use) {
        Settings settings = workbench.settings(profile.config());
        EstateDescription description = workbench.describe(
                Rehearsal.of(settings, profile.profile(), workbench).profile());
        try (Estate estate = workbench.estate(settings, description)) {
            if (estate.outdated(description)) {
                terminal.err()
                        .println("Note: " + description.file() + " was changed since the estate was made from it;"
                                + " 'runwright estate reset' makes it anew.");
            }
            return use.apply(estate, description);
        }
    }

    boolean json() {
        return output.json();
    }

    /** Gives a sentence, or as JSON the facts behind it. */
    void say(Terminal terminal, String sentence, Map<String, ? extends @Nullable Object> facts) {
        terminal.out().println(json() ? Json.write(facts) : sentence);
    }
}
