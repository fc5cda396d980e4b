package dev.runwright.app;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.engine.Connections;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateServer;
import dev.runwright.estate.ProxyModule;
import dev.runwright.estate.StandInShell;
import dev.runwright.powershell.BridgeChoice;
import dev.runwright.powershell.OpeningNotes;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.powershell.ShellLimits;
import dev.runwright.powershell.ShellProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The shells of a sandbox: the stand-in of this product, or a real PowerShell with the estate's proxies. */
final class SandboxShells {
    private final Surroundings surroundings;
    private final PowerShellChoice choice;

    SandboxShells(Surroundings surroundings, PowerShellChoice choice) {
        this.surroundings = surroundings;
        this.choice = choice;
    }

    /**
     * The shells of a rehearsal.
     *
     * @param server answers the proxies of a real PowerShell; null for the stand-in
     */
    record Opened(PowerShellShells shells, @Nullable EstateServer server) implements AutoCloseable {
        boolean standIn() {
            return server == null;
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
            shells.close();
        }
    }

    /** Shells for the connections of these commands; none is started yet. */
    Opened open(Estate estate, Path file, Catalogue catalogue, Set<String> commands, Scratch scratch) {
        Set<String> connections = Connections.of(commands, catalogue);
        String executable = choice.executable();
        BridgeChoice bridge = BridgeVariable.in(surroundings);
        if (executable == null) {
            List<ShellProfile> profiles = connections.stream()
                    .map(name -> standIn(name, file, commands))
                    .toList();
            return new Opened(shells(profiles, bridge), null);
        }
        BridgeScripts.in(surroundings.install());
        AtomicReference<PowerShellShells> opened = new AtomicReference<>();
        EstateServer server =
                new EstateServer(estate, () -> Optional.ofNullable(opened.get()).ifPresent(PowerShellShells::kill));
        Path proxies = scratch.proxies(new ProxyModule(catalogue, estate).text(commands));
        List<ShellProfile> profiles = connections.stream()
                .map(name -> real(name, executable, proxies, commands, server))
                .toList();
        PowerShellShells shells = shells(profiles, bridge);
        opened.set(shells);
        return new Opened(shells, server);
    }

    private static PowerShellShells shells(List<ShellProfile> profiles, BridgeChoice bridge) {
        return new PowerShellShells(profiles, ShellLimits.standard(), bridge, OpeningNotes.NONE);
    }

    private ShellProfile real(
            String connection, String executable, Path proxies, Set<String> commands, EstateServer server) {
        return new ShellProfile(
                connection,
                ShellProfile.commandLine(executable),
                Map.of(),
                BridgeScripts.folder(surroundings.install()),
                List.of(proxies.toString()),
                List.copyOf(commands),
                true,
                null,
                null,
                server);
    }

    private ShellProfile standIn(String connection, Path file, Set<String> commands) {
        Map<String, String> environment = Map.of(
                StandInShell.ESTATE,
                file.toString(),
                StandInShell.INSTALL,
                surroundings.install().toString());
        Path bridge = BridgeScripts.folder(surroundings.install());
        return new ShellProfile(
                connection, java(), environment, bridge, List.of(), List.copyOf(commands), false, null, null, null);
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
        String library = System.getProperty(NativeLibrary.PROPERTY, "");
        if (!library.isEmpty()) {
            command.add("-D" + NativeLibrary.PROPERTY + "=" + library);
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
