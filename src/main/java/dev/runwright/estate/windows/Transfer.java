package dev.runwright.estate.windows;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One background transfer as it is at one moment: Queued, Connecting, Transferring, Transferred, or an error. For one call. */
record Transfer(Documents documents, Document document) {
    static final String FOLDER = "windows/transfers";
    private static final long QUEUED = 1;
    private static final long CONNECTING = 3;

    String id() {
        return document.key();
    }

    private long elapsed() {
        Instant started = document.instant("Started");
        return started == null ? 0 : Duration.between(started, documents.now()).toSeconds();
    }

    String state() {
        if (elapsed() < QUEUED) {
            return "Queued";
        }
        if (elapsed() < CONNECTING) {
            return "Connecting";
        }
        if (document.get("Error") != null) {
            return "Error";
        }
        if (elapsed() < CONNECTING + document.number("InterruptedSeconds")) {
            return "TransientError";
        }
        return transferred() >= document.number("Size") ? "Transferred" : "Transferring";
    }

    private long transferred() {
        long seconds = elapsed() - CONNECTING - document.number("InterruptedSeconds");
        boolean none = seconds < 0 || document.get("Error") != null;
        return none ? 0 : Math.min(document.number("Size"), seconds * document.number("Rate"));
    }

    private @Nullable Object error() {
        return switch (state()) {
            case "Error" -> document.get("Error");
            case "TransientError" -> "The connection with the server was terminated abnormally.";
            default -> null;
        };
    }

    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Transfer");
        shown.put("JobId", id());
        shown.put("DisplayName", document.get("DisplayName"));
        shown.put("State", state());
        shown.put("BytesTransferred", transferred());
        shown.put("BytesTotal", elapsed() < CONNECTING ? null : document.get("Size"));
        shown.put("ErrorText", error());
        return shown;
    }

    /** As Microsoft's cmdlets show it. */
    Map<String, @Nullable Object> bits() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.BackgroundIntelligentTransfer.Management.BitsJob");
        shown.put("JobId", id());
        shown.put("DisplayName", document.get("DisplayName"));
        shown.put("TransferType", "Download");
        shown.put("JobState", state());
        shown.put("BytesTransferred", transferred());
        shown.put("BytesTotal", document.get("Size"));
        shown.put("FilesTotal", 1L);
        shown.put("FilesTransferred", state().equals("Transferred") ? 1L : 0L);
        shown.put("ErrorDescription", error());
        return shown;
    }

    /** Puts the file in its place; only then is it there. */
    void complete() {
        if (!state().equals("Transferred")) {
            throw WindowsErrors.failed(
                    "The transfer " + id() + " is in the state " + state()
                            + "; only one whose bytes are all there can be completed.",
                    "TransferNotDone",
                    "ResourceUnavailable",
                    id());
        }
        String destination = document.text("Destination");
        Document file = Document.at(documents, Hosts.path(HostFiles.KIND, Hosts.local(documents), destination))
                .set("Path", destination)
                .set("SizeBytes", document.get("Size"))
                .setTime("Written", documents.now());
        document.shown("Version", "Sha256", "SignatureStatus", "Signer").forEach(file::set);
        file.keep(documents);
        documents.remove(document.path());
    }
}
