import com.profesorfalken.jpowershell.PowerShell;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.powershell.BridgeChoice;
import dev.runwright.powershell.OpeningNotes;
import dev.runwright.powershell.PoolRules;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.powershell.ShellLimits;
import dev.runwright.powershell.ShellProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Measures the bridge beside a jPowerShell that is used as it comes; called by scripts/bench. Arguments: the installation, an
 * estate's file, a folder for a module, a PowerShell or none. A line each: name, value, limit (0 for none), unit, remark.
 */
public final class BridgeBench {
    private static final int FEW = 5;
    private static final String MODULE = """
            function Get-One { 1 }
            function Get-Text { param([int]$N) 'z' * $N }
            function Get-Objects { foreach ($i in 1..1000) { $o = [ordered]@{}; foreach ($j in 1..20) { $o["P$j"] = "value $i $j" }; [pscustomobject]$o } }
            """;

    private final Path install;
    private final Logger quiet = Logger.getLogger("com.profesorfalken.jpowershell");

    private BridgeBench(Path install) {
        this.install = install;
        quiet.setLevel(Level.OFF);
    }

    public static void main(String[] arguments) throws Exception {
        BridgeBench bench = new BridgeBench(Path.of(arguments[0]));
        bench.standIn(arguments[1]);
        if (arguments.length > 3 && !arguments[3].equals("none")) {
            Path module = Files.writeString(Path.of(arguments[2]).resolve("Bench.psm1"), MODULE);
            bench.real(arguments[3], module);
        }
        System.exit(0);
    }

    private void standIn(String estate) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), "dev.runwright.estate.StandInShell");
        ShellProfile profile = profile(command, Map.of("RW_ESTATE", estate, "RW_INSTALL", install.toString()), List.of(),
                List.of("Get-AcceptedDomain"));
        measure("stand-in", profile, BridgeChoice.Way.ADAPTER, "Get-AcceptedDomain", 2_000, 1_000);
        measure("stand-in, public", profile, BridgeChoice.Way.PUBLIC, "Get-AcceptedDomain", 100, 0);
    }

    private void real(String shell, Path module) throws Exception {
        ShellProfile profile = profile(ShellProfile.commandLine(shell), Map.of(), List.of(module.toString()),
                List.of("Get-One", "Get-Text", "Get-Objects"));
        measure("PowerShell", profile, BridgeChoice.Way.ADAPTER, "Get-One", 1_000, 5_000);
        measure("PowerShell, public", profile, BridgeChoice.Way.PUBLIC, "Get-One", 100, 0);
        stock(shell, module);
    }

    private ShellProfile profile(
            List<String> command, Map<String, String> environment, List<String> modules, List<String> allowed) {
        PoolRules one = new PoolRules(1, 0, Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(1), Long.MAX_VALUE);
        return new ShellProfile("bench", command, environment, install.resolve("scripts/bridge"), modules, allowed, true,
                null, null, null, one, null, null);
    }

    private void measure(String what, ShellProfile profile, BridgeChoice.Way way, String trivial, int calls, int limit)
            throws Exception {
        List<Long> opened = new ArrayList<>();
        for (int i = 0; i < (way == BridgeChoice.Way.ADAPTER ? FEW : 2); i++) {
            try (PowerShellShells shells = shells(profile, way)) {
                opened.add(took(() -> call(shells, trivial, Map.of())));
            }
        }
        line(what + ": open and first answer", opened, 0);
        try (PowerShellShells shells = shells(profile, way)) {
            repeated(() -> call(shells, trivial, Map.of()), calls); // warm
            line(what + ": a trivial cmdlet", repeated(() -> call(shells, trivial, Map.of()), calls), limit);
            if (trivial.equals("Get-One")) {
                line(what + ": 1 MiB", repeated(() -> call(shells, "Get-Text", Map.of("N", 1L << 20)), FEW), 0);
                line(what + ": 10 MiB", repeated(() -> call(shells, "Get-Text", Map.of("N", 10L << 20)), FEW), 0);
                line(what + ": 1,000 objects x 20", repeated(() -> call(shells, "Get-Objects", Map.of()), FEW), 0);
            }
        }
    }

    private static PowerShellShells shells(ShellProfile profile, BridgeChoice.Way way) {
        return new PowerShellShells(
                List.of(profile), ShellLimits.standard(), BridgeChoice.wanted(way, "bench"), OpeningNotes.NONE);
    }

    private static void call(PowerShellShells shells, String cmdlet, Map<String, Object> parameters) {
        Attempt attempt = new Attempt(Duration.ofMinutes(2), new Cancellation(), Events.NONE);
        Outcome outcome = shells.invoke(new Cmdlets.Call("bench", cmdlet, parameters, List.of()), attempt);
        if (!(outcome instanceof Outcome.Returned)) {
            throw new IllegalStateException(String.valueOf(outcome));
        }
    }

    /** The same work by jPowerShell as it comes: objects as JSON text, which nobody has read yet. */
    private void stock(String shell, Path module) throws Exception {
        List<Long> opened = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            opened.add(took(() -> stockSession(shell, module).close()));
        }
        line("stock jPowerShell: open and first answer", opened, 0);
        try (PowerShell session = stockSession(shell, module)) {
            line("stock jPowerShell: a trivial cmdlet", repeated(() -> stock(session, "Get-One", 1), 50), 0);
            line("stock jPowerShell: 1 MiB", repeated(() -> stock(session, "Get-Text 1048576", 1 << 20), FEW), 0);
            line("stock jPowerShell: 10 MiB", repeated(() -> stock(session, "Get-Text 10485760", 10 << 20), FEW), 0);
            line("stock jPowerShell: 1,000 objects x 20",
                    repeated(() -> stock(session, "Get-Objects | ConvertTo-Json -Compress", 300_000), FEW), 0);
        }
    }

    private static PowerShell stockSession(String shell, Path module) {
        try {
            PowerShell session = PowerShell.openSession(shell).configuration(Map.of("maxWait", "60000"));
            session.executeCommand("Import-Module '" + module + "'; 'there'");
            return session;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stock(PowerShell session, String command, int least) {
        int length = session.executeCommand(command).getCommandOutput().length();
        if (length < least) {
            throw new IllegalStateException(command + " gave " + length + " characters");
        }
    }

    /** Of so many, after a few that do not count. */
    private static List<Long> repeated(Runnable work, int times) {
        for (int i = 0; i < 3; i++) {
            work.run();
        }
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(took(work));
        }
        return all;
    }

    private static long took(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    private static void line(String what, List<Long> nanos, int limit) {
        List<Long> sorted = nanos.stream().sorted().toList();
        long median = sorted.get(sorted.size() / 2) / 1_000;
        System.out.printf("%s\t%d\t%d\tus\tsmallest %d, largest %d%n", what, median, limit, sorted.get(0) / 1_000,
                sorted.get(sorted.size() - 1) / 1_000);
    }
}
