package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a shell's process. On Unix it ignores the interrupt from the keyboard, which the terminal sends to all processes in front:
 * the first Ctrl-C is to let the step under way finish. Stateless.
 */
final class ShellLaunch {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private ShellLaunch() {}

    static Process start(ShellProfile profile, SessionFolder folder, String nonce) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        Map<String, String> environment = builder.environment();
        environment.putAll(profile.environment());
        environment.put(Protocol.NONCE, nonce);
        environment.put(Protocol.CANCEL, folder.cancelPrefix());
        environment.put(Protocol.PARENT, Long.toString(ProcessHandle.current().pid()));
        environment.put("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (!WINDOWS) { // there the pipe would have to be opened for writing only, which Java cannot
            folder.pipe("requests").ifPresent(pipe -> environment.put(Protocol.PIPE, pipe));
        }
        return builder.command(shielded(profile.command(), environment)).start();
    }

    private static List<String> shielded(List<String> command, Map<String, String> environment) throws IOException {
        if (WINDOWS || command.isEmpty()) {
            return command;
        }
        String program = command.get(0);
        if (!exists(program, environment.getOrDefault("PATH", ""))) {
            throw new IOException("there is no program '" + program + "'");
        }
        List<String> shielded = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh"));
        shielded.addAll(command);
        return shielded;
    }

    private static boolean exists(String program, String searchPath) {
        if (program.contains("/")) {
            return isProgram(Path.of(program));
        }
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            if (isProgram(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
