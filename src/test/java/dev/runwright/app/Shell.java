package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.cli.CommandLineTool;
import dev.runwright.cli.Terminal;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line in this process, with a state folder of its own: what a person types, and what comes back. */
final class Shell {
    static final Path INSTALL =
            Path.of(System.getProperty("runwright.install", ".")).toAbsolutePath();

    private final Path folder;
    private final String powerShell;

    /**
     * A command line.
     *
     * @param folder the working folder; the state is kept below it
     * @param powerShell the value of RUNWRIGHT_PWSH: {@code none} for the stand-in
     */
    Shell(Path folder, String powerShell) {
        this.folder = folder;
        this.powerShell = powerShell;
    }

    /** What a command gave. */
    record Result(int exit, String out, String err) {
        /** The standard output as one JSON object. */
        Map<String, @Nullable Object> json() {
            return Json.readObject(out);
        }

        /** The standard output as one JSON list. */
        List<@Nullable Object> list() {
            return Data.list(Json.read(out));
        }
    }

    Result type(String... words) {
        System.setProperty("picocli.disable.closures", "true");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(out), stream(err));
        Surroundings surroundings = new Surroundings(
                INSTALL,
                folder,
                Map.of("RUNWRIGHT_HOME", folder.resolve("home").toString(), "RUNWRIGHT_PWSH", powerShell),
                folder,
                Clock.systemUTC());
        int exit = new CommandLineTool(terminal, new Wiring(surroundings)).run(words);
        terminal.flush();
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A command that must succeed. */
    Result must(String... words) {
        Result result = type(words);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
