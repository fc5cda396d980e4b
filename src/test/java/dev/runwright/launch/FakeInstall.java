package dev.runwright.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An installation of Runwright whose launcher is the real one, while its jar is empty, its Java says what it was asked to do and
 * its Maven only makes the two files that the launcher waits for.
 */
final class FakeInstall {
    private static final String JAVA = """
            #!/bin/sh
            printf 'argument %s\\n' "$@"
            printf 'folder %s\\n' "$(pwd)"
            printf 'locale %s\\n' "${LC_ALL:-${LC_CTYPE:-}}"
            """;
    private static final String MAVEN = """
            #!/bin/sh
            printf 'built\\n' >> builds
            printf 'maven %s with %s\\n' "$*" "$JAVA_HOME"
            : > target/runwright.jar
            printf 'c0ffee\\n' > target/runwright.jar.id
            """;

    final Path folder;
    final Path jdk;
    final Map<String, String> environment = new TreeMap<>();

    FakeInstall(Path place) throws IOException {
        folder = place.resolve("install");
        jdk = place.resolve("jdk");
        Files.createDirectories(folder.resolve("scripts"));
        Files.createDirectories(jdk.resolve("bin"));
        Path launcher = Path.of(System.getProperty("runwright.install"), "scripts", "runwright");
        Files.copy(launcher, folder.resolve("scripts/runwright"));
        program(folder.resolve("mvnw"), MAVEN);
        program(jdk.resolve("bin/java"), JAVA);
        program(jdk.resolve("bin/javac"), JAVA);
        release("17.0.15", "17.0.15+6-Test");
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", "/usr/bin:/bin");
    }

    void release(String version, String build) throws IOException {
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_RUNTIME_VERSION=\"" + build + "\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    void built() throws IOException {
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/runwright.jar"), "");
        Files.writeString(folder.resolve("target/runwright.jar.id"), "c0ffee\n");
    }

    Path target(String name) {
        return folder.resolve("target").resolve(name);
    }

    static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Ended start(String... arguments) throws IOException, InterruptedException {
        return startAs(folder.resolve("scripts/runwright"), folder.getParent(), arguments);
    }

    Ended startAs(Path launcher, Path workingFolder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return run(command, workingFolder);
    }

    Ended run(List<String> command, Path workingFolder) throws IOException, InterruptedException {
        Path out = folder.resolveSibling("out.txt");
        Path err = folder.resolveSibling("err.txt");
        Process process = begin(command, workingFolder, out, err);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher did not end: " + command);
        }
        return new Ended(process.exitValue(), read(out), read(err));
    }

    Process begin(List<String> command, Path workingFolder, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** A launcher that has ended. */
    record Ended(int code, String out, String err) {
        List<String> arguments() {
            return lines("argument ");
        }

        List<String> lines(String prefix) {
            return out.lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        }
    }
}
