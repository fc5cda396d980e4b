package dev.runwright.powershell;

import dev.runwright.wire.Protocol;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The program that jPowerShell starts as if it were PowerShell: a script in the session's folder that sets the environment, starts the
 * shell with arguments of ours, keeps its error output apart, and leaves its process id and exit code in files. Immutable.
 */
final class PublicLauncher {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final String MIN_MS = "15"; // jPowerShell loses a reply that is there before it asks

    private final Path folder;

    private PublicLauncher(Path folder) {
        this.folder = folder;
    }

    /** Writes the script. */
    static PublicLauncher write(ShellProfile profile, SessionFolder folder, String nonce) throws IOException {
        PublicLauncher launcher = new PublicLauncher(folder.path());
        Map<String, String> environment = new LinkedHashMap<>(ShellLaunch.environment(profile, folder, nonce));
        environment.put(Protocol.EVENTS, folder.eventsPrefix());
        environment.put(Protocol.MIN_MS, MIN_MS);
        String text = WINDOWS
                ? launcher.batch(environment, profile.command())
                : launcher.script(environment, profile.command());
        Files.writeString(launcher.program(), text, StandardCharsets.UTF_8);
        if (!WINDOWS) {
            Files.setPosixFilePermissions(launcher.program(), PosixFilePermissions.fromString("rwx------"));
        }
        return launcher;
    }

    /** What jPowerShell is told to start. */
    Path program() {
        return folder.resolve(WINDOWS ? "shell.cmd" : "shell");
    }

    /** What the shell writes on standard error. */
    Path errors() {
        return folder.resolve("errors");
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    private Path exitFile() {
        return folder.resolve("exit");
    }

    /** The process that jPowerShell has started; empty before it runs, and on Windows. */
    Optional<ProcessHandle> process() {
        return number(pidFile()).flatMap(ProcessHandle::of);
    }

    /** The shell's exit code; empty while it runs. */
    OptionalInt exitCode() {
        return number(exitFile()).map(code -> OptionalInt.of(code.intValue())).orElse(OptionalInt.empty());
    }

    private static Optional<Long> number(Path file) {
        try (InputStream source = new FileInputStream(file.toFile())) { // also on a thread that was interrupted
            String text = new String(source.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return text.matches("-?\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The shell runs below the script, which waits for it: so its exit code is known. */
    private String script(Map<String, String> environment, List<String> command) {
        StringBuilder text = new StringBuilder("#!/bin/sh\ntrap '' INT QUIT\n");
        environment.forEach((name, value) -> text.append("export ")
                .append(name)
                .append('=')
                .append(quoted(value))
                .append('\n'));
        text.append("exec 3<&0\n");
        text.append("echo $$ > ").append(quoted(pidFile().toString())).append('\n');
        text.append(command.stream().map(PublicLauncher::quoted).collect(Collectors.joining(" ")));
        text.append(" <&3 3<&- 2>>").append(quoted(errors().toString())).append(" &\n");
        text.append("shell=$!\nexec 0<&- 3<&-\nwait $shell 2>/dev/null\n");
        text.append("echo $? > ").append(quoted(exitFile().toString())).append('\n');
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private String batch(Map<String, String> environment, List<String> command) {
        StringBuilder text = new StringBuilder("@echo off\r\nsetlocal DisableDelayedExpansion\r\n");
        environment.forEach((name, value) -> text.append("set \"")
                .append(name)
                .append('=')
                .append(value.replace("%", "%%"))
                .append("\"\r\n"));
        text.append(command.stream()
                .map(each -> '"' + each.replace("%", "%%") + '"')
                .collect(Collectors.joining(" ")));
        text.append(" 2>>\"").append(errors()).append("\"\r\n");
        text.append(">\"").append(exitFile()).append("\" echo %ERRORLEVEL%\r\n");
        return text.toString();
    }
}
