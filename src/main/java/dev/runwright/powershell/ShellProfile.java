package dev.runwright.powershell;

import dev.runwright.value.Data;
import dev.runwright.wire.EstateAnswers;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        @Nullable EstateAnswers estate) {
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
                estate);
    }

    /** Copies what it is given. */
    public ShellProfile {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        modules = List.copyOf(modules);
        allow = List.copyOf(allow);
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
