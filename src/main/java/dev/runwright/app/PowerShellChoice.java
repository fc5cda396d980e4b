package dev.runwright.app;

import dev.runwright.cli.Refusal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which PowerShell a sandbox uses (design 8): the one that {@code RUNWRIGHT_PWSH} names, else {@code pwsh} on the path, else the
 * stand-in.
 *
 * @param executable null for the stand-in
 * @param why how it was chosen, for people
 */
record PowerShellChoice(@Nullable String executable, String why) {
    private static final String VARIABLE = "RUNWRIGHT_PWSH";
    private static final String PLAIN = "pwsh";
    private static final int START_SECONDS = 30;

    /**
     * The choice in these surroundings.
     *
     * @throws Refusal if the one that is named cannot be started
     */
    static PowerShellChoice in(Surroundings surroundings) {
        String named = surroundings.variable(VARIABLE);
        if (named.equals("none")) {
            return new PowerShellChoice(null, VARIABLE + " is none");
        }
        if (!named.isEmpty()) {
            Path file = named.contains("/") || named.contains("\\")
                    ? surroundings.folder().resolve(named)
                    : onPath(surroundings, named).orElse(Path.of(named));
            if (version(file.toString()).isEmpty()) {
                throw notStartable(named);
            }
            return new PowerShellChoice(file.toString(), VARIABLE + " names it");
        }
        return onPath(surroundings, PLAIN)
                .map(file -> new PowerShellChoice(file.toString(), "pwsh is on the PATH"))
                .orElseGet(() -> new PowerShellChoice(null, "there is no pwsh on the PATH"));
    }

    /** The one for what belongs to no connection of a profile with real ones: named in the same way, never the stand-in. */
    static String plain(Surroundings surroundings) {
        String named = surroundings.variable(VARIABLE);
        return named.isEmpty() || named.equals("none") ? PLAIN : named;
    }

    private static Refusal notStartable(String named) {
        return Refusal.wrongCall(
                "no_powershell",
                VARIABLE + " is " + named
                        + ", which is no PowerShell that can be started; set it to one, to 'none' for the stand-in,"
                        + " or unset it.");
    }

    private static Optional<Path> onPath(Surroundings surroundings, String name) {
        List<String> names = Surroundings.isWindows() ? List.of(name + ".exe", name) : List.of(name);
        return Stream.of(surroundings.variable("PATH").split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> names.stream().map(file -> Path.of(folder, file)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What a PowerShell says of its version; empty if it cannot be started or does not answer like one. */
    static Optional<String> version(String executable) {
        try {
            Process process = new ProcessBuilder(executable, "-NoLogo", "-NoProfile", "-NonInteractive", "-Version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 && said.startsWith("PowerShell ") ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
