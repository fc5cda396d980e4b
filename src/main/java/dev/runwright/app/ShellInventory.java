package dev.runwright.app;

import dev.runwright.catalogue.FoundCmdlet;
import dev.runwright.cli.Inventory;
import dev.runwright.cli.Refusal;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.value.Data;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a real shell for its commands by the script {@code scripts/bridge/rw-commands.ps1}. */
final class ShellInventory implements Inventory {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final PowerShellShells shells;
    private final String connection;
    private final Path script;

    /** Closes {@code shells} in the end. */
    ShellInventory(PowerShellShells shells, String connection, Path install) {
        this.shells = shells;
        this.connection = connection;
        this.script = BridgeScripts.folder(install).resolve("rw-commands.ps1");
    }

    @Override
    public List<FoundCmdlet> module(String module) {
        return ask(Map.of("Module", List.of(module)));
    }

    @Override
    public List<FoundCmdlet> commands(Collection<String> names) {
        return ask(Map.of("Name", List.copyOf(names)));
    }

    @Override
    public String shell() {
        Map<String, Object> facts = shells.shells().getOrDefault(connection, Map.of());
        return "PowerShell " + facts.getOrDefault("version", "");
    }

    private List<FoundCmdlet> ask(Map<String, @Nullable Object> parameters) {
        Attempt attempt = new Attempt(LIMIT, new Cancellation(), Events.NONE);
        Outcome outcome = shells.script(connection, script.toString(), text(), parameters, attempt);
        if (outcome instanceof Outcome.Returned returned) {
            if (!returned.reply().errors().isEmpty()) {
                throw refusal(returned.reply().errors().get(0));
            }
            if (!returned.reply().whole()) {
                throw Refusal.failed("catalogue", "The shell has more commands than one answer holds; name fewer.");
            }
            return FoundCmdlet.of(
                    Data.list(returned.reply().output()).stream().map(Data::map).toList());
        }
        if (outcome instanceof Outcome.NotSent notSent) {
            throw refusal(notSent.error());
        }
        throw refusal(outcome instanceof Outcome.Failed failed ? failed.error() : ((Outcome.Unknown) outcome).error());
    }

    private static Refusal refusal(StepError error) {
        return Refusal.failed("catalogue", "The shell could not be asked: " + error.message());
    }

    private String text() {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shells.close();
    }
}
