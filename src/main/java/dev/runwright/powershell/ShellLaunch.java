package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a shell's process. On Unix it ignores the interrupt from the keyboard, which the terminal sends to all processes in front:
 * the first Ctrl-C is to let the step under way finish. Stateless.
 */
final class ShellLaunch {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int NONCE_LENGTH = 16;

    private ShellLaunch() {}

    /** Letters that nobody guesses. */
    static String nonce() {
        return new SecureRandom()
                .ints(NONCE_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What a shell finds in its environment besides this program's own. */
    static Map<String, String> environment(ShellProfile profile, SessionFolder folder, String nonce) {
        Map<String, String> environment = new LinkedHashMap<>(profile.environment());
        environment.put(Protocol.NONCE, nonce);
        environment.put(Protocol.CANCEL, folder.cancelPrefix());
        environment.put(Protocol.PARENT, Long.toString(ProcessHandle.current().pid()));
        environment.put("POWERSHELL_TELEMETRY_OPTOUT", "1");
        return environment;
    }

    static Process start(ShellProfile profile, SessionFolder folder, String nonce) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        Map<String, String> environment = builder.environment();
        environment.putAll(environment(profile, folder, nonce));
        if (!WINDOWS) { // there the pipe would have to be opened for writing only, which Java cannot
            folder.pipe("requests").ifPresent(pipe -> environment.put(Protocol.PIPE, pipe));
        }
        mustExist(profile);
        return builder.command(shielded(profile.command())).start();
    }

    /**
     * Looks whether there is such a program, where that can be known.
     *
     * @throws IOException if there is none
     */
    static void mustExist(ShellProfile profile) throws IOException {
        if (WINDOWS || profile.command().isEmpty()) {
            return;
        }
        String program = profile.command().get(0);
        String path = profile.environment()
                .getOrDefault("PATH", Optional.ofNullable(System.getenv("PATH")).orElse(""));
        if (!exists(program, path)) {
            throw new IOException("there is no program '" + program + "'");
        }
    }

    private static List<String> shielded(List<String> command) {
        if (WINDOWS || command.isEmpty()) {
            return command;
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
