package dev.runwright.app;

import dev.runwright.cli.CommandLineTool;
import dev.runwright.cli.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Else picocli looks for Groovy closures among its annotations and starts the whole Groovy runtime for it.
        System.setProperty("picocli.disable.closures", "true");
        Terminal terminal = new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err));
        int exitCode = run(terminal, Wiring.ofThisProcess(), arguments);
        terminal.flush();
        System.exit(exitCode);
    }

    static int run(Terminal terminal, Wiring wiring, String... arguments) {
        return new CommandLineTool(terminal, wiring).run(arguments);
    }

    /** In UTF-8 everywhere, so that documents are the same on every machine; the launchers set a Windows console to it. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
