package dev.runwright.app;

import dev.runwright.cli.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Run once by the build: does what users do most, so that the classes which that needs are known and go into the class-data
 * archive.
 */
final class WarmUp {
    private WarmUp() {}

    /** Runs each of the usual commands in turn and shows nothing. */
    public static void main(String[] arguments) {
        System.setProperty("picocli.disable.closures", "true");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> command : List.of(List.of("--help"), List.of("version"))) {
            Main.run(new Terminal(nowhere, nowhere), command.toArray(String[]::new));
        }
    }
}
