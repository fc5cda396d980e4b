package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The computers, and which of them a call is about. Stateless. */
final class Hosts {
    static final String FOLDER = "windows/hosts";
    static final String FACTS = "windows/facts";

    private Hosts() {}

    static List<Document> all(Documents documents) {
        return Document.under(documents, FOLDER);
    }

    /** A computer by its name, full name or address. */
    static Optional<Document> find(Documents documents, String name) {
        String first = name.matches("[0-9.]+") ? name : name.split("\\.", -1)[0];
        String plain = first.substring(first.lastIndexOf('\\') + 1);
        return all(documents).stream()
                .filter(host ->
                        host.key().equalsIgnoreCase(plain) || host.text("Ip").equals(plain))
                .findFirst();
    }

    /** The computer that the shells and programs of a rehearsal run on. */
    static Document local(Documents documents) {
        String session = documents.host();
        String name = session == null ? Document.at(documents, FACTS).text("Local") : session;
        return find(documents, name)
                .filter(host -> isUp(host, documents))
                .orElseThrow(() -> WindowsErrors.unreachable(name.isEmpty() ? "localhost" : name));
    }

    /** Whether it answers: it is reachable, and not in the middle of a restart. */
    static boolean isUp(Document host, Documents documents) {
        boolean down = host.get("DownUntil") != null && !host.since("DownUntil", documents.now());
        return !host.flag("Unreachable") && !down;
    }

    /**
     * The computer that a call names by ComputerName or CimSession; else the one that it runs on.
     *
     * @throws dev.runwright.estate.world.CommandFailure if it does not answer
     */
    static Document of(Call call) {
        String named = named(call);
        return named == null ? local(call.documents()) : answering(call.documents(), named);
    }

    static Document answering(Documents documents, String name) {
        if (name.equals(".") || name.equalsIgnoreCase("localhost")) {
            return local(documents);
        }
        return find(documents, name)
                .filter(host -> isUp(host, documents))
                .orElseThrow(() -> WindowsErrors.unreachable(name));
    }

    private static @Nullable String named(Call call) {
        for (String parameter : List.of("ComputerName", "CimSession")) {
            List<String> names =
                    call.get(parameter) instanceof List<?> ? Data.texts(call.get(parameter)) : call.texts(parameter);
            if (!names.isEmpty() && !names.get(0).isEmpty()) {
                return names.get(0);
            }
        }
        return null;
    }

    /** Where something of a computer is kept; slashes of its own name are not those of the path. */
    static String path(String kind, Document host, String name) {
        return folder(kind, host) + "/" + name.toLowerCase(Locale.ROOT).replace('/', '\\');
    }

    static String folder(String kind, Document host) {
        return "windows/" + kind + "/" + host.key();
    }
}
