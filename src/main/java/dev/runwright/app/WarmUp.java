package dev.runwright.app;

import dev.runwright.cli.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Run once by the build: does what users do most, so that the classes which that needs are known and go into the class-data
 * archive.
 */
final class WarmUp {
    private static final String RUNBOOK = """
            runwright: 1
            runbook: warm-up
            title: What the build runs once
            steps:
              - id: sum
                groovy: "[1, 2].sum()"
              - assert: ${{ steps.sum.output == 3 }}
                else: It does not add up.
            """;

    private WarmUp() {}

    /** Runs each of the usual commands in turn and shows nothing; the argument is a folder for it. */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        System.setProperty("picocli.disable.closures", "true");
        Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path runbook = Files.writeString(folder.resolve("warm-up.yaml"), RUNBOOK);
        Wiring wiring = new Wiring(new Surroundings(
                Surroundings.ofThisProcess().install(),
                folder,
                Map.of("RUNWRIGHT_HOME", folder.resolve("home").toString(), "RUNWRIGHT_PWSH", "none"),
                folder,
                Clock.systemUTC()));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere);
        for (List<String> command : List.of(
                List.of("--help"),
                List.of("version"),
                List.of("demo"),
                List.of("lint", "quarantine-mailbox"),
                List.of("rehearse", runbook.toString(), "-o", "json"),
                List.of("runs", "-o", "json"),
                List.of("show", "last"),
                List.of("audit", "verify"))) {
            Main.run(terminal, wiring, command.toArray(String[]::new));
        }
        loadTheRest(Path.of(System.getProperty("java.class.path")));
    }

    /** The shell's process needs classes that this one does not: all of our own go into the archive. */
    private static void loadTheRest(Path jar) throws IOException, ClassNotFoundException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith("dev/runwright/") && name.endsWith(".class") && !name.contains("package-info")) {
                    String type =
                            name.substring(0, name.length() - ".class".length()).replace('/', '.');
                    Class.forName(type, false, WarmUp.class.getClassLoader());
                }
            }
        }
    }
}
