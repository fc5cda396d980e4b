package dev.runwright.estate.cluster;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;

/** The build of Exchange that is installed on a server, for those who install. Stateless. */
public final class Builds {
    private static final String VERSION = "SetupVersion";

    private Builds() {}

    /** Puts a build onto a computer; gives the one before, empty if it is no Exchange server. */
    public static String replaced(Documents documents, String computer, String version) {
        return Document.under(documents, Servers.MEMBERS).stream()
                .filter(server -> server.key().equalsIgnoreCase(computer))
                .findFirst()
                .map(server -> {
                    String before = server.text(VERSION);
                    server.set(VERSION, version).keep(documents);
                    return before;
                })
                .orElse("");
    }
}
