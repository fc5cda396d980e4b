package dev.runwright.powershell;

import dev.runwright.wire.EstateAnswers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real PowerShell with the commands of {@code Probe.psm1}; a test that asks for one is skipped where there is none. */
final class RealShell {
    static final Path MODULE =
            Path.of("src/test/resources/powershell/Probe.psm1").toAbsolutePath();

    private RealShell() {}

    static TestShells open() {
        return open(null, null);
    }

    static TestShells open(ShellProfile.@Nullable Call connect, @Nullable EstateAnswers estate, Path... modules) {
        return open(connect, estate, ShellLimits.standard(), modules);
    }

    static TestShells open(
            ShellProfile.@Nullable Call connect, @Nullable EstateAnswers estate, ShellLimits limits, Path... modules) {
        List<String> all = new ArrayList<>(List.of(MODULE.toString()));
        List<String> allowed = new ArrayList<>(commands(MODULE));
        for (Path module : modules) {
            all.add(module.toString());
        }
        allowed.add("Get-Mailbox");
        ShellProfile profile = new ShellProfile(
                "exchange",
                ShellProfile.commandLine(executable()),
                Map.of(),
                Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge"),
                all,
                allowed,
                true,
                connect,
                connect == null ? null : new ShellProfile.Call("Disconnect-Probe", Map.of()),
                estate);
        return new TestShells(profile, limits);
    }

    /** Only the probe's commands. */
    static ShellProfile profile() {
        return of(MODULE);
    }

    /** The commands of that module. */
    static ShellProfile of(Path module) {
        return new ShellProfile(
                "exchange",
                ShellProfile.commandLine(executable()),
                Map.of(),
                Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge"),
                List.of(module.toAbsolutePath().toString()),
                commands(module),
                true,
                null,
                null,
                null);
    }

    static boolean isThere() {
        String executable = System.getenv("RUNWRIGHT_PWSH");
        return executable != null && !executable.equals("none");
    }

    static String executable() {
        String executable = System.getenv("RUNWRIGHT_PWSH");
        if (!isThere()) {
            System.out.println("skipped: RUNWRIGHT_PWSH names no PowerShell");
        }
        Assumptions.assumeTrue(isThere(), "RUNWRIGHT_PWSH names no PowerShell");
        return String.valueOf(executable);
    }

    private static List<String> commands(Path module) {
        List<String> names = new ArrayList<>();
        try {
            Matcher function =
                    Pattern.compile("(?m)^function ([\\w-]+)").matcher(java.nio.file.Files.readString(module));
            while (function.find()) {
                names.add(function.group(1));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return names;
    }

    static ShellLimits impatient(Duration spare) {
        return new ShellLimits(TestShells.LONG, TestShells.LONG, Duration.ofMillis(300), spare, Duration.ofSeconds(5));
    }
}
