package dev.runwright.estate.windows;

import dev.runwright.estate.updates.Deployed;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What scans find on a computer, and the scan by the Windows Update Agent (domain.md B.4). Stateless. */
final class Scan {
    static final String MISSING = "updates";
    static final String CHECKS = "checks";
    private static final List<String> SEVERITIES = List.of("none", "low", "moderate", "important", "critical");
    private static final int IMPORTANT = 3;

    private Scan() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RwScanCatalogue", Scan::catalogue, "Path"),
                Rule.reading("Invoke-RwUpdateScan", Scan::scan, "CataloguePath"));
    }

    /** An update as a scan finds it. */
    record Found(
            Document document, boolean installed, @Nullable Boolean approved) {
        int severity() {
            return Math.max(0, SEVERITIES.indexOf(document.text("Severity")));
        }
    }

    /** The updates that the catalogue knows for a computer; one that the update server has brought is installed. */
    static List<Found> updates(Documents documents, Document host) {
        List<Found> found = new ArrayList<>();
        for (Document update : Document.under(documents, Hosts.folder(MISSING, host))) {
            String article =
                    update.texts("Kb").isEmpty() ? "" : update.texts("Kb").get(0);
            boolean installed = update.flag("Installed") || Deployed.installed(documents, host.key(), article);
            Boolean approved =
                    update.get("Approved") instanceof Boolean said ? said : Deployed.approved(documents, article);
            found.add(new Found(update, installed, approved));
        }
        return found;
    }

    /** The catalogue at a path of the local computer. */
    static Optional<Document> catalogueAt(Documents documents, String path) {
        return HostFiles.like(documents, Hosts.local(documents), path);
    }

    private static List<Map<String, @Nullable Object>> catalogue(Call call) {
        String path = call.need("Path");
        Optional<Document> file = catalogueAt(call.documents(), path);
        Instant written = file.map(one -> one.instant("Written")).orElse(null);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.ScanCatalogue");
        shown.put("Path", path);
        shown.put("Exists", file.isPresent());
        shown.put(
                "AgeDays",
                written == null ? null : Duration.between(written, call.now()).toDays());
        shown.put("SignatureStatus", file.map(one -> one.get("SignatureStatus")).orElse(null));
        shown.put("Signer", file.map(one -> one.get("Signer")).orElse(null));
        shown.put("SizeBytes", file.map(one -> one.get("SizeBytes")).orElse(null));
        return List.of(shown);
    }

    private static List<Map<String, @Nullable Object>> scan(Call call) {
        Document host = Hosts.of(call);
        if (!host.key().equals(Hosts.local(call.documents()).key())) {
            throw WindowsErrors.failed(
                    "The Windows Update Agent of " + host.key()
                            + " takes a catalogue only from a process on that computer.",
                    "RemoteScanImpossible",
                    "NotImplemented",
                    host.key());
        }
        String path = call.need("CataloguePath");
        Document catalogue = catalogueAt(call.documents(), path)
                .orElseThrow(() ->
                        WindowsErrors.notFound("There is no scan catalogue " + path + ".", "CatalogueNotFound", path));
        if (catalogue.flag("Damaged")) {
            throw WindowsErrors.failed(
                    "The Windows Update Agent failed (0x80240024): The catalog file is damaged or an invalid catalog.",
                    "UpdateAgentFailed",
                    "NotSpecified",
                    path);
        }
        String warning = host.text("ScanWarning");
        if (!warning.isEmpty()) {
            call.warn(warning);
        }
        List<Found> missing = updates(call.documents(), host).stream()
                .filter(update -> !update.installed())
                .toList();
        return List.of(shape(call, host, catalogue, missing));
    }

    private static Map<String, @Nullable Object> shape(
            Call call, Document host, Document catalogue, List<Found> missing) {
        boolean complete = host.text("ScanWarning").isEmpty();
        boolean critical = missing.stream().anyMatch(update -> update.severity() >= IMPORTANT);
        String result = !complete ? "incomplete" : critical ? "critical" : missing.isEmpty() ? "clean" : "missing";
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Scan");
        shown.put("computer", host.get("ComputerName"));
        shown.put("scanned_at", Document.time(call.now()));
        shown.put("catalog_date", catalogue.get("Written"));
        shown.put("source", "wua");
        shown.put("complete", complete);
        shown.put("updates", missing.stream().map(Scan::shown).toList());
        shown.put("checks", List.of());
        shown.put("grade", null);
        shown.put("result", result);
        shown.put(
                "code",
                Map.of("clean", 0L, "missing", 10L, "critical", 20L, "incomplete", 30L)
                        .get(result));
        return shown;
    }

    private static Map<String, @Nullable Object> shown(Found found) {
        Document update = found.document();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", update.key());
        shown.put(
                "kb", update.texts("Kb").stream().map(article -> "KB" + article).toList());
        shown.put("bulletin", update.get("Bulletin"));
        shown.put("title", update.get("Title"));
        shown.put("severity", (long) found.severity());
        shown.put("installed", false);
        shown.put("approved", null);
        shown.put("reboot_required", update.flag("Reboot"));
        shown.put("url", update.get("Url"));
        return shown;
    }
}
