package dev.runwright.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * What the process finds around it, read once.
 *
 * @param install the folder of the installation
 * @param folder the working folder
 * @param environment the environment's variables
 * @param userHome the user's own folder
 */
record Surroundings(Path install, Path folder, Map<String, String> environment, Path userHome, Clock clock) {
    static Surroundings ofThisProcess() {
        return new Surroundings(
                Path.of(System.getProperty("runwright.install", "")).toAbsolutePath(),
                Path.of("").toAbsolutePath(),
                System.getenv(),
                userHome(System.getenv()),
                Clock.systemUTC());
    }

    /** What a shell means by {@code ~}: Java looks at the list of users only. */
    static Path userHome(Map<String, String> environment) {
        String home = isWindows() ? "" : environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", "") : home)
                .toAbsolutePath();
    }

    /** The variable's text; empty if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Where the state is kept if the configuration does not say. */
    Path home() {
        if (!variable("RUNWRIGHT_HOME").isEmpty()) {
            return folder.resolve(variable("RUNWRIGHT_HOME")).normalize();
        }
        if (isWindows() && !variable("LOCALAPPDATA").isEmpty()) {
            return Path.of(variable("LOCALAPPDATA"), "Runwright");
        }
        return userHome.resolve(".local/state/runwright");
    }

    /** The folder of the shipped runbooks. */
    Path shippedRunbooks() {
        return install.resolve("runbooks");
    }

    /** The description of the shipped estate. */
    Path shippedEstate() {
        return install.resolve("examples/estates/contoso.yaml");
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
