package dev.runwright.app;

import dev.runwright.cli.Check;
import dev.runwright.cli.Profile;
import dev.runwright.cli.Settings;
import dev.runwright.cli.Workbench;
import dev.runwright.journal.Journal;
import dev.runwright.powershell.BridgeChoice;
import dev.runwright.text.RunwrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at everything that Runwright needs, one thing after the other. */
final class Doctor {
    private final Workbench workbench;
    private final Surroundings surroundings;

    Doctor(Workbench workbench, Surroundings surroundings) {
        this.workbench = workbench;
        this.surroundings = surroundings;
    }

    List<Check> examine(@Nullable Path config) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "Java", true, System.getProperty("java.runtime.version") + " in " + System.getProperty("java.home")));
        checks.add(check("PowerShell", this::powerShell));
        checks.add(check("bridge", this::bridge));
        checks.add(check("installation", this::installation));
        try {
            Settings settings = workbench.settings(config);
            checks.add(new Check("configuration", true, configuration(settings)));
            checks.add(store(settings));
            settings.profiles().values().forEach(profile -> {
                checks.add(profile(profile));
                checks.addAll(openings(settings, profile));
            });
        } catch (RunwrightException e) {
            checks.add(new Check("configuration", false, e.sentence()));
        }
        return checks;
    }

    private static Check check(String name, Supplier<String> look) {
        try {
            return new Check(name, true, look.get());
        } catch (RunwrightException e) {
            return new Check(name, false, e.sentence());
        }
    }

    private String powerShell() {
        PowerShellChoice choice = PowerShellChoice.in(surroundings);
        if (choice.executable() == null) {
            return "the stand-in, as " + choice.why()
                    + "; 'powershell:' steps and real connections need a real PowerShell";
        }
        return PowerShellChoice.version(choice.executable()).orElse("no version known") + " at " + choice.executable()
                + ", as " + choice.why();
    }

    private String bridge() {
        BridgeChoice choice = BridgeVariable.in(surroundings);
        String how = choice.way() == BridgeChoice.Way.ADAPTER
                ? "jPowerShell 3.1.1 over a process of ours (adapter)"
                : "jPowerShell by its public methods alone (public), five seconds to open a shell";
        return how + ", as " + choice.why();
    }

    /** The connections whose last shell could not be opened. */
    private List<Check> openings(Settings settings, Profile profile) {
        OpeningFiles files = new OpeningFiles(new HomeFolder(settings.home()), profile.name(), surroundings.clock());
        List<Check> checks = new ArrayList<>();
        profile.connections()
                .keySet()
                .forEach(connection -> files.trouble(connection)
                        .ifPresent(trouble -> checks.add(opening(profile.name() + "/" + connection, trouble))));
        return checks;
    }

    private Check opening(String connection, OpeningFiles.Trouble trouble) {
        boolean paused = surroundings.clock().instant().isBefore(trouble.until());
        String next =
                paused ? "The run under way tries again at " + trouble.until() + "." : "The next run tries it again.";
        String times = trouble.failures() == 1 ? "once" : trouble.failures() + " times in a row";
        return new Check(
                "shells of " + connection,
                !paused,
                "could not be opened " + times + ", last at " + trouble.at() + ": " + trouble.why() + " " + next);
    }

    private String installation() {
        for (String part : List.of("scripts/catalogue", "runbooks", "examples/estates/contoso.yaml")) {
            if (!Files.exists(workbench.install().resolve(part))) {
                throw new RunwrightException(
                        "installation_incomplete",
                        part + " is missing in " + workbench.install()
                                + "; start Runwright by scripts/runwright of a whole copy.",
                        null);
            }
        }
        BridgeScripts.in(workbench.install());
        return "Runwright " + workbench.version() + " in " + workbench.install();
    }

    private static String configuration(Settings settings) {
        String from = settings.file() == null
                ? "no runwright.yaml; the built-in one"
                : settings.file().toString();
        return from + ", profiles: " + String.join(", ", settings.profiles().keySet());
    }

    private Check store(Settings settings) {
        try (Journal journal = workbench.journal(settings)) {
            Journal.Health health = journal.health();
            String runs = journal.runs().size() + " runs in " + health.where();
            return new Check(
                    "store",
                    health.troubles().isEmpty(),
                    health.troubles().isEmpty() ? runs : runs + ". " + String.join(" ", health.troubles()));
        } catch (RunwrightException e) {
            return new Check("store", false, e.sentence());
        }
    }

    private static Check profile(Profile profile) {
        String name = "profile " + profile.name();
        if (profile.estate() == null) {
            return new Check(
                    name,
                    true,
                    "real connections: "
                            + String.join(", ", profile.connections().keySet()));
        }
        boolean there = Files.isRegularFile(profile.estate());
        return new Check(name, there, "estate " + profile.estate() + (there ? "" : " is not there; correct 'estate:'"));
    }
}
