package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code Invoke-WsusServerCleanup}: a line of text for each switch. Stateless. */
final class Cleanup {
    private static final Duration OBSOLETE = Duration.ofDays(30);

    private Cleanup() {}

    static List<Rule> rules() {
        return List.of(Rule.changing("Invoke-WsusServerCleanup", Cleanup::clean));
    }

    private static List<Map<String, @Nullable Object>> clean(Call call) {
        Document server = Server.need(call);
        Documents documents = call.documents();
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        if (call.flag("CleanupObsoleteComputers")) {
            lines.add(line("Obsolete Computers Deleted", computers(documents)));
        }
        if (call.flag("CleanupObsoleteUpdates")) {
            lines.add(line("Obsolete Updates Deleted", obsolete(documents)));
        }
        if (call.flag("CleanupUnneededContentFiles")) {
            lines.add(line("Diskspace Freed", 0));
        }
        if (call.flag("CompressUpdates")) {
            lines.add(line("Updates Compressed", 0));
        }
        if (call.flag("DeclineExpiredUpdates")) {
            lines.add(line("Expired Updates Declined", declined(documents, server, false)));
        }
        if (call.flag("DeclineSupersededUpdates")) {
            lines.add(line("Superseded Updates Declined", declined(documents, server, true)));
        }
        return lines;
    }

    private static Map<String, @Nullable Object> line(String what, long count) {
        return Map.of("$type", "System.String", "Text", what + ": " + count);
    }

    private static long computers(Documents documents) {
        List<Document> silent = Document.under(documents, Computers.FOLDER).stream()
                .filter(computer -> {
                    Instant last = Computers.lastReport(computer, documents.now());
                    return last == null || last.isBefore(documents.now().minus(OBSOLETE));
                })
                .toList();
        silent.forEach(computer -> documents.remove(computer.path()));
        return silent.size();
    }

    /** Deletes what was declined more than a month ago and nobody needs. */
    private static long obsolete(Documents documents) {
        List<Update> gone = Update.all(documents).stream()
                .filter(update ->
                        update.document().since("DeclinedAt", documents.now().minus(OBSOLETE)))
                .toList();
        gone.forEach(update -> documents.remove(update.document().path()));
        return gone.size();
    }

    private static long declined(Documents documents, Document server, boolean superseded) {
        List<Update> found = Update.all(documents).stream()
                .filter(update -> update.document().get("DeclinedAt") == null)
                .filter(update -> superseded
                        ? UpdateCmdlets.isSuperseded(update)
                                && update.approvals().isEmpty()
                        : update.isExpired())
                .toList();
        found.forEach(update -> Approvals.decline(documents, update, server));
        return found.size();
    }
}
