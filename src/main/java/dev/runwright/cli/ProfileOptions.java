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

    /** The rules of the profile that is named, else of the default one; none where there is neither. */
    Profile.Policy policy(Settings settings) {
        return profile == null && settings.defaultProfile() == null
                ? Profile.Policy.NONE
                : settings.chosen(profile).policy();
    }
}
