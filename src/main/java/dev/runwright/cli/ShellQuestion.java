package dev.runwright.cli;

import dev.runwright.engine.Connections;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which shell is asked, and where the answer goes. */
final class ShellQuestion {
    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "The profile's connection whose shell is asked; else 'local'.")
    private String connection = Connections.LOCAL;

    @Option(names = "--to", paramLabel = "FILE", description = "The file to write; it must not be there.")
    private @Nullable Path to;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    String connection() {
        return connection;
    }

    @Nullable Path to() {
        return to;
    }

    Settings settings(Workbench workbench) {
        return workbench.settings(profile.config());
    }

    Profile profile(Settings settings) {
        return settings.chosen(profile.profile());
    }
}
