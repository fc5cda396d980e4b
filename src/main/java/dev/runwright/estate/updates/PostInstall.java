package dev.runwright.estate.updates;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.estate.world.ProgramRule;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code wsusutil postinstall} and what else that program is asked for (domain.md A.3). Stateless. */
final class PostInstall {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final String DATABASE = "MICROSOFT##WID";

    private PostInstall() {}

    /**
     * How it went.
     *
     * @param log where the program says that its log is
     */
    record Outcome(int exit, String lastLine, String log) {}

    static ProgramRule program() {
        return new ProgramRule("wsusutil", PostInstall::wsusutil);
    }

    private static ProgramAnswer wsusutil(List<String> arguments, Documents documents) {
        String verb = arguments.isEmpty() ? "" : arguments.get(0).toLowerCase(Locale.ROOT);
        if (verb.equals("checkhealth") || verb.equals("reset")) {
            return ProgramAnswer.of(0, "", "");
        }
        if (!verb.equals("postinstall")) {
            return ProgramAnswer.of(1, "Unknown command: " + verb + "\n", "");
        }
        Outcome outcome = run(documents, value(arguments, "CONTENT_DIR"), value(arguments, "SQL_INSTANCE_NAME"));
        String output =
                "Log file is located at " + outcome.log() + "\nPost install is starting\n" + outcome.lastLine() + "\n";
        String log = "Postinstall started\nDetected role services: Api, UI, WidDatabase, Services\n"
                + "Start: LoadSettingsFromParameters\nContent local is: True\n" + outcome.lastLine() + "\n";
        return new ProgramAnswer(outcome.exit(), output, "", Map.of(outcome.log(), log));
    }

    private static @Nullable String value(List<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.regionMatches(true, 0, name + "=", 0, name.length() + 1))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElse(null);
    }

    static Outcome run(Documents documents, @Nullable String contentDirectory, @Nullable String sqlInstance) {
        String log = "C:\\Users\\Administrator\\AppData\\Local\\Temp\\WSUS_PostInstall_" + STAMP.format(documents.now())
                + ".log";
        Document server = Document.at(documents, Server.PATH);
        String fatal = fatal(documents, server, contentDirectory);
        if (fatal != null) {
            return new Outcome(1, "Fatal Error: " + fatal, log);
        }
        server.set("Configured", true)
                .set("ContentDirectory", contentDirectory)
                .set("SqlServerName", sqlInstance == null ? DATABASE : sqlInstance)
                .set("SqlDatabaseName", "SUSDB")
                .keep(documents);
        return new Outcome(0, "Post install has successfully completed", log);
    }

    private static @Nullable String fatal(Documents documents, Document server, @Nullable String contentDirectory) {
        if (!Server.installed(documents, server)) {
            return "The Windows Server Update Services role is not installed.";
        }
        String said = server.text("PostInstallFails");
        if (!said.isEmpty()) {
            return said;
        }
        return contentDirectory == null || !contentDirectory.matches("[A-Za-z]:\\\\.+|\\\\\\\\.+")
                ? "The content directory '" + contentDirectory + "' is not valid."
                : null;
    }
}
