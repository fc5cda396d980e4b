package dev.runwright.app;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CmdletFacts;
import dev.runwright.engine.Connections;
import dev.runwright.estate.StandInShell;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.powershell.ShellLimits;
import dev.runwright.powershell.ShellProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shells of a sandbox: the stand-in of this product, or a real PowerShell with the estate's proxies. */
final class SandboxShells {
    private final Surroundings surroundings;
    private final Path estate;

    SandboxShells(Surroundings surroundings, Path estate) {
        this.surroundings = surroundings;
        this.estate = estate;
    }

    /** Stand-in shells for the connections of these commands; none is started yet. */
    PowerShellShells standIn(Catalogue catalogue, Set<String> commands) {
        List<ShellProfile> profiles = connections(catalogue, commands).stream()
                .map(name -> standIn(name, commands))
                .toList();
        return new PowerShellShells(profiles, ShellLimits.standard());
    }

    private static Set<String> connections(Catalogue catalogue, Set<String> commands) {
        Set<String> connections = new TreeSet<>(Set.of(Connections.LOCAL));
        commands.forEach(
                command -> catalogue.find(command).map(CmdletFacts::connection).ifPresent(connections::add));
        return connections;
    }

    private ShellProfile standIn(String connection, Set<String> commands) {
        Map<String, String> environment = Map.of(
                StandInShell.ESTATE,
                estate.toString(),
                StandInShell.INSTALL,
                surroundings.install().toString());
        return new ShellProfile(
                connection,
                java(),
                environment,
                surroundings.install().resolve("scripts/bridge"),
                List.of(),
                List.copyOf(commands),
                false,
                null,
                null,
                null);
    }

    /** This Java again, tuned to start fast and to stay small. */
    private static List<String> java() {
        String suffix = Surroundings.isWindows() ? ".exe" : "";
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("java.home"), "bin", "java" + suffix).toString());
        command.add("-Xshare:auto");
        String archive = System.getProperty("runwright.archive", "");
        if (!archive.isEmpty() && Files.isReadable(Path.of(archive))) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(List.of(
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StandInShell.class.getName()));
        return List.copyOf(command);
    }
}
