package dev.runwright.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which configuration and which profile a command works with. */
final class ProfileOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; else the nearest runwright.yaml upward from the working folder.")
    private @Nullable Path config;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile of the configuration: what is reached, and how.")
    private @Nullable String profile;

    @Nullable Path config() {
        return config;
    }

    @Nullable String profile() {
        return profile;
    }

    /** The profile that is named, else the default one; null where there is neither. */
    @Nullable Profile chosen(Settings settings) {
        return profile == null && settings.defaultProfile() == null ? null : settings.chosen(profile);
    }
}
