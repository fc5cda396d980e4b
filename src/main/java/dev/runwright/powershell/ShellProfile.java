package dev.runwright.powershell;

import dev.runwright.value.Data;
import dev.runwright.wire.EstateAnswers;
import dev.runwright.wire.Protocol;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the shell of one connection is started and made ready. Immutable.
 *
 * @param connection the connection's name
 * @param command the command line; see {@link #commandLine}
 * @param environment variables added to this program's own
 * @param bridge the folder of the bridge's scripts ({@code scripts/bridge} of the installation)
 * @param modules names or paths of the modules to import, in order
 * @param allow the commands that may be invoked besides those of {@code connect} and {@code disconnect}
 * @param scripts whether scripts may be run
 * @param connect invoked once when the shell is ready; null for none
 * @param disconnect invoked before the shell is closed; null for none
 * @param check must go well before a shell that was idle is used again; null for the shell's own answer alone
 * @param pool how many shells, and how long each is kept
 * @param estate answers the proxies of a sandbox; null where there is none, and for the stand-in, which opens the estate itself
 * @param remoting how a session to another computer is opened; null in a sandbox, whose estate answers for all computers
 */
public record ShellProfile(
        String connection,
        List<String> command,
        Map<String, String> environment,
        Path bridge,
        List<String> modules,
        List<String> allow,
        boolean scripts,
        @Nullable Call connect,
        @Nullable Call disconnect,
        @Nullable Call check,
        PoolRules pool,
        @Nullable EstateAnswers estate,
        @Nullable Remoting remoting) {
    private static final String CONNECT = "Connect-RwHost";

    /** One shell for all steps. */
    public ShellProfile(
            String connection,
            List<String> command,
            Map<String, String> environment,
            Path bridge,
            List<String> modules,
            List<String> allow,
            boolean scripts,
            @Nullable Call connect,
            @Nullable Call disconnect,
            @Nullable EstateAnswers estate) {
        this(
                connection,
                command,
                environment,
                bridge,
                modules,
                allow,
                scripts,
                connect,
                disconnect,
                null,
                PoolRules.one(),
                estate,
                null);
    }

    /** Copies what it is given. */
    public ShellProfile {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        modules = List.copyOf(modules);
        allow = List.copyOf(allow);
    }

    /**
     * How a shell opens a session to another computer.
     *
     * @param modules names or paths of the modules to import there
     * @param options parameters of {@code Connect-RwHost}: who signs in and how
     */
    public record Remoting(List<String> modules, Map<String, @Nullable Object> options) {
        /** As the user of this process, with no module. */
        public static final Remoting PLAIN = new Remoting(List.of(), Map.of());

        /** Copies what it is given. */
        public Remoting {
            modules = List.copyOf(modules);
            options = Data.copy(options);
        }
    }

    /** The same, where also what the other allows may be invoked; itself if they differ in more than that. */
    ShellProfile allowingThoseOf(ShellProfile other) {
        Set<String> all = new LinkedHashSet<>(other.allow);
        all.addAll(allow);
        ShellProfile both = allowing(List.copyOf(all));
        return both.equals(other.allowing(both.allow)) ? both : this;
    }

    private ShellProfile allowing(List<String> commands) {
        return new ShellProfile(
                connection,
                command,
                environment,
                bridge,
                modules,
                commands,
                scripts,
                connect,
                disconnect,
                check,
                pool,
                estate,
                remoting);
    }

    /** Whether its steps are done on the computer that its shell has a session to. */
    boolean isRemote() {
        return connect != null && connect.cmdlet().equals(CONNECT);
    }

    /** The same connection, but all is done on another computer. */
    public ShellProfile on(String host) {
        return on(connection, host);
    }

    /** The connection {@code name} that is this one on another computer. */
    ShellProfile on(String name, String host) {
        if (remoting == null) {
            Map<String, String> variables = new HashMap<>(environment);
            variables.put(Protocol.HOST, host);
            EstateAnswers answers = estate == null ? null : estate.on(host);
            return new ShellProfile(
                    name,
                    command,
                    variables,
                    bridge,
                    modules,
                    allow,
                    scripts,
                    connect,
                    disconnect,
                    check,
                    pool,
                    answers,
                    null);
        }
        Map<String, @Nullable Object> session = new LinkedHashMap<>(remoting.options());
        session.put("ComputerName", host);
        session.put("Module", remoting.modules());
        return new ShellProfile(
                name,
                command,
                environment,
                bridge,
                List.of(bridge.resolve("Runwright.Remote.psm1").toString()),
                List.of(ShellWork.Remote.COMMAND),
                false,
                new Call(CONNECT, session),
                new Call("Disconnect-RwHost", Map.of()),
                new Call("Test-RwHost", Map.of()),
                pool,
                null,
                remoting);
    }

    /** One command with its parameters, which may hold secrets and {@link dev.runwright.wire.Credential}s. */
    public record Call(String cmdlet, Map<String, @Nullable Object> parameters) {
        /** Copies the parameters. */
        public Call {
            parameters = Data.copy(parameters);
        }
    }

    /** The command line that starts a PowerShell: {@code executable} is {@code pwsh}, {@code powershell} or a path. */
    public static List<String> commandLine(String executable) {
        List<String> command = new ArrayList<>(List.of(executable, "-NoLogo", "-NoProfile", "-NonInteractive"));
        if (File.separatorChar == '\\') {
            command.addAll(List.of("-ExecutionPolicy", "Bypass"));
        }
        command.addAll(List.of("-Command", "-"));
        return List.copyOf(command);
    }

    /** All commands that the session must know. */
    List<String> allowed() {
        List<String> all = new ArrayList<>(allow);
        for (Call call : new @Nullable Call[] {connect, disconnect, check}) {
            if (call != null && !all.contains(call.cmdlet())) {
                all.add(call.cmdlet());
            }
        }
        return all;
    }
}
