package dev.runwright.app;

import dev.runwright.cli.Terminal;
import dev.runwright.store.PostgresServer;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The whole command line in this process, in a folder and a home of its own, on the stand-in shell. */
final class Tool {
    private static final Pattern PASSWORD = Pattern.compile("password=(\\w+)&?");

    final Path folder;
    final Map<String, String> environment = new TreeMap<>();
    Clock clock = Clock.systemUTC();

    Tool(Path folder) {
        this.folder = folder;
        environment.put("RUNWRIGHT_HOME", folder.resolve("home").toString());
        environment.put("RUNWRIGHT_PWSH", "none");
    }

    /** What a command did. */
    record Done(int code, String out, String err) {
        Map<String, @Nullable Object> document() {
            return Json.readObject(out);
        }

        List<@Nullable Object> list() {
            return Data.list(Json.read(out));
        }

        String lastLine() {
            List<String> lines = out.lines().toList();
            return lines.get(lines.size() - 1);
        }
    }

    Done run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(out), stream(err));
        Path install = Path.of(System.getProperty("runwright.install"));
        Surroundings surroundings = new Surroundings(install, folder, environment, folder, clock);
        int code = Main.run(terminal, new Wiring(surroundings), arguments);
        terminal.flush();
        return new Done(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Writes a file into the tool's folder and gives its path. */
    String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Writes a configuration with a store on a server, and gives its path; the password comes by the environment. */
    String config(String name, PostgresServer server, String more) throws IOException {
        Matcher password = PASSWORD.matcher(server.url());
        environment.put("DB_PASSWORD", password.find() ? password.group(1) : "none");
        String url = password.replaceAll("");
        return write(name, "runwright: 1\nstore: {url: '" + url + "', password: {env: DB_PASSWORD}}\n" + more);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
