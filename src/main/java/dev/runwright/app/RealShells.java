package dev.runwright.app;

import dev.runwright.cli.Profile;
import dev.runwright.cli.Profile.Call;
import dev.runwright.cli.Profile.Connection;
import dev.runwright.cli.Profile.Remoting;
import dev.runwright.cli.Refusal;
import dev.runwright.engine.Connections;
import dev.runwright.powershell.OpeningNotes;
import dev.runwright.powershell.PoolRules;
import dev.runwright.powershell.PowerShellShells;
import dev.runwright.powershell.ShellLimits;
import dev.runwright.powershell.ShellProfile;
import dev.runwright.value.Secret;
import dev.runwright.wire.Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shells of a profile with real connections: one for each of them, and one for what belongs to none. */
final class RealShells {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.]*");

    private final Surroundings surroundings;
    private final Profile profile;
    private final SecretSources secrets;
    private final OpeningNotes notes;
    private final Path bridge;

    /**
     * None is opened yet.
     *
     * @throws Refusal if the bridge's scripts are not those of this program
     */
    RealShells(Surroundings surroundings, Profile profile, OpeningNotes notes) {
        this.bridge = BridgeScripts.in(surroundings.install());
        this.notes = notes;
        this.surroundings = surroundings;
        this.profile = profile;
        this.secrets = new SecretSources(surroundings);
    }

    /**
     * The shells; none is started yet.
     *
     * @throws Refusal if a secret that a connection needs is not there
     */
    PowerShellShells open(Set<String> commands) {
        return open(commands, PowerShellChoice.plain(surroundings));
    }

    /** The same with another PowerShell for what belongs to no connection. */
    PowerShellShells open(Set<String> commands, String plainShell) {
        return new PowerShellShells(
                profiles(commands, plainShell), ShellLimits.standard(), BridgeVariable.in(surroundings), notes);
    }

    /** Whether a connection wants shells before a step asks for one. */
    boolean anyReady() {
        return profile.connections().values().stream()
                .anyMatch(connection -> connection.pool().ready() > 0);
    }

    /** How {@link #open(Set)} starts them. */
    List<ShellProfile> profiles(Set<String> commands) {
        return profiles(commands, PowerShellChoice.plain(surroundings));
    }

    private List<ShellProfile> profiles(Set<String> commands, String plainShell) {
        List<ShellProfile> profiles = new ArrayList<>();
        profile.connections().forEach((name, connection) -> {
            if (connection.graph() == null) {
                profiles.add(shell(name, connection, commands));
            }
        });
        if (!profile.connections().containsKey(Connections.LOCAL)) {
            Connection plain = new Connection(
                    null, plainShell, List.of(), null, null, null, PoolRules.standard(), Remoting.NONE, null);
            profiles.add(shell(Connections.LOCAL, plain, commands));
        }
        return profiles;
    }

    private ShellProfile shell(String name, Connection connection, Set<String> commands) {
        String host = connection.remoting().host();
        ShellProfile here = here(name, connection, commands);
        return host == null ? here : here.on(host);
    }

    private ShellProfile here(String name, Connection connection, Set<String> commands) {
        return new ShellProfile(
                name,
                ShellProfile.commandLine(connection.shell()),
                Map.of(),
                bridge,
                connection.modules().stream().map(this::module).toList(),
                List.copyOf(commands),
                true,
                call(connection.connect()),
                call(connection.disconnect()),
                call(connection.check()),
                connection.pool(),
                null,
                new ShellProfile.Remoting(connection.modules(), options(connection.remoting())));
    }

    private Map<String, @Nullable Object> options(Remoting remoting) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>(remoting.options());
        if (remoting.user() != null && remoting.password() != null) {
            options.put("Credential", new Credential(remoting.user(), secret(remoting.password())));
        }
        return options;
    }

    /** A shipped module by its path, so that it is this installation's; any other name or path as it is. */
    private String module(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            return name;
        }
        Path shipped =
                surroundings.install().resolve("scripts/modules").resolve(name).resolve(name.concat(".psd1"));
        return Files.exists(shipped) ? shipped.toString() : name;
    }

    private ShellProfile.@Nullable Call call(@Nullable Call call) {
        if (call == null) {
            return null;
        }
        Map<String, @Nullable Object> with = new LinkedHashMap<>();
        call.with().forEach((name, value) -> with.put(name, resolved(value)));
        return new ShellProfile.Call(call.cmdlet(), with);
    }

    private @Nullable Object resolved(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map && map.size() == 1 && map.get("secret") instanceof String name)) {
            return value;
        }
        return secret(name);
    }

    private Secret secret(String name) {
        return secrets.text(profile, "secret", name)
                .map(text -> new Secret(name, text))
                .orElseThrow(() -> Refusal.wrongCall(
                        "no_secret",
                        "The secret '" + name + "' of profile '" + profile.name()
                                + "' is not there; look at what 'secrets:' of the profile says of it."));
    }
}
