package dev.runwright.estate.windows;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands on a computer, from the estate's description. For one computer. */
final class HostParts {
    static final Set<String> FILE_KEYS =
            Set.of("path", "version", "sha256", "signature", "signer", "size", "written", "damaged");
    static final List<String> SIGNATURES = List.of(
            "Valid",
            "NotSigned",
            "HashMismatch",
            "NotTrusted",
            "UnknownError",
            "NotSupportedFileFormat",
            "Incompatible");
    private static final Set<String> FEATURE_KEYS =
            Set.of("name", "title", "installed", "includes", "restart", "services");
    private static final Set<String> SERVICE_KEYS = Set.of("name", "title", "status", "start");
    private static final Set<String> VALUE_KEYS = Set.of("path", "name", "value", "type");
    private static final Set<String> PRODUCT_KEYS = Set.of("code", "name", "version", "publisher", "folder");
    private static final Set<String> UPDATE_KEYS =
            Set.of("kb", "bulletin", "title", "severity", "installed", "approved", "reboot", "url");
    private static final Set<String> CHECK_KEYS = Set.of("id", "group", "grade", "name", "advice");
    private static final Set<String> DEFENDER_KEYS =
            Set.of("enabled", "real_time", "signatures", "quick_scan", "full_scan", "exclude", "threats");
    private static final Set<String> THREAT_KEYS =
            Set.of("id", "name", "severity", "file", "user", "process", "executed", "hidden", "detected", "stays");
    private static final int MOST_GRADE = 8;

    private final Documents documents;
    private final Document host;

    HostParts(Documents documents, Document host) {
        this.documents = documents;
        this.host = host;
    }

    void found(Described described) {
        described.list("features", FEATURE_KEYS).forEach(this::feature);
        described.list("services", SERVICE_KEYS).forEach(this::service);
        described.list("registry", VALUE_KEYS).forEach(this::value);
        described.list("files", FILE_KEYS).forEach(this::file);
        described.list("products", PRODUCT_KEYS).forEach(this::product);
        described.list("updates", UPDATE_KEYS).forEach(this::update);
        described.list("checks", CHECK_KEYS).forEach(this::check);
        Described defender = new Described(described.where() + ".defender", described.map("defender"), DEFENDER_KEYS);
        defender.list("threats", THREAT_KEYS).forEach(this::threat);
    }

    private void feature(Described feature) {
        String name = feature.need("name");
        boolean installed = feature.flag("installed", false);
        Document.at(documents, Features.path(host, name))
                .set("DisplayName", feature.text("title", name))
                .set("Installed", installed)
                .set("Includes", feature.texts("includes"))
                .set("Restart", feature.flag("restart", false))
                .set("Services", feature.texts("services"))
                .keep(documents);
        if (installed) {
            feature.texts("services").forEach(service -> Services.provide(documents, host, service, true));
        }
    }

    private void service(Described service) {
        String name = service.need("name");
        Document.at(documents, Services.path(host, name))
                .set("DisplayName", service.text("title", name))
                .set("Status", service.word("status", List.of("Running", "Stopped", "Paused")))
                .set(
                        "StartType",
                        service.word("start", List.of("Automatic", "AutomaticDelayedStart", "Manual", "Disabled")))
                .keep(documents);
    }

    private void value(Described value) {
        String path = value.need("path");
        String name = value.need("name");
        Document.at(documents, Registry.path(host, path, name))
                .set("Path", path)
                .set("Name", name)
                .set("Value", value.get("value"))
                .set(
                        "Type",
                        value.word(
                                "type", List.of("String", "DWord", "QWord", "ExpandString", "MultiString", "Binary")))
                .keep(documents);
    }

    private void file(Described file) {
        facts(file, Document.at(documents, Hosts.path(HostFiles.KIND, host, file.need("path"))), documents.now())
                .keep(documents);
    }

    /** What is known of a file that is described. */
    static Document facts(Described file, Document document, Instant now) {
        Duration old = file.span("written", Duration.ofDays(10));
        String signer = file.text("signer", "");
        return document.set("Path", file.need("path"))
                .set("Version", file.get("version"))
                .set("Sha256", file.text("sha256", Content.sha256(file.need("path"))))
                .set("SignatureStatus", signer.isEmpty() ? "NotSigned" : file.word("signature", SIGNATURES))
                .set("Signer", signer.isEmpty() ? null : signer)
                .set("SizeBytes", file.number("size", 1_000_000))
                .set("Damaged", file.flag("damaged", false))
                .setTime("Written", now.minus(old));
    }

    private void product(Described product) {
        String name = product.need("name");
        String code = product.text("code", Installer.code(name));
        Document.at(documents, Installer.product(host, code))
                .set("ProductCode", code)
                .set("DisplayName", name)
                .set("DisplayVersion", product.text("version", "1.0"))
                .set("Publisher", product.text("publisher", "Microsoft Corporation"))
                .set("InstallLocation", product.get("folder"))
                .setTime("InstalledOn", documents.now())
                .keep(documents);
    }

    private void update(Described update) {
        List<String> articles = update.texts("kb").stream()
                .map(text -> text.toUpperCase(Locale.ROOT).replaceFirst("^KB", ""))
                .toList();
        String title = update.need("title");
        Document.at(documents, Hosts.folder(Scan.MISSING, host) + "/" + Described.guid("update", title))
                .set("Kb", articles)
                .set("Bulletin", update.get("bulletin"))
                .set("Title", title)
                .set("Severity", update.word("severity", List.of("none", "low", "moderate", "important", "critical")))
                .set("Installed", update.flag("installed", false))
                .set("Approved", update.get("approved"))
                .set("Reboot", update.flag("reboot", false))
                .set("Url", update.get("url"))
                .keep(documents);
    }

    private void check(Described check) {
        long grade = check.number("grade", 5);
        if (grade < 0 || grade > MOST_GRADE) {
            throw BadDescription.badValue(check.where() + ".grade", "a grade from 0 to 8", String.valueOf(grade));
        }
        Document.at(documents, Hosts.folder(Scan.CHECKS, host) + "/" + check.need("id"))
                .set("Group", check.word("group", List.of("OS", "IIS", "SQL", "PASSWORD")))
                .set("Grade", grade)
                .set("Name", check.need("name"))
                .set("Advice", check.text("advice", ""))
                .keep(documents);
    }

    /** Defender's state, which stands with the computer itself. */
    void defender(Described described) {
        Described defender = new Described(described.where() + ".defender", described.map("defender"), DEFENDER_KEYS);
        Instant now = documents.now();
        host.set("AntivirusEnabled", defender.flag("enabled", true))
                .set("RealTimeProtectionEnabled", defender.flag("real_time", true))
                .setTime("SignaturesUpdated", now.minus(defender.span("signatures", Duration.ofHours(6))))
                .setTime("QuickScanEnd", now.minus(defender.span("quick_scan", Duration.ofDays(1))))
                .setTime("FullScanEnd", now.minus(defender.span("full_scan", Duration.ofDays(9))));
        if (defender.has("exclude")) {
            Document.at(documents, Hosts.folder(Preferences.KIND, host))
                    .set("ExclusionPath", defender.texts("exclude"))
                    .keep(documents);
        }
    }

    private void threat(Described threat) {
        Document document = Document.at(
                        documents, Hosts.folder(Defender.THREATS, host) + "/" + threat.number("id", 2147519003L))
                .set("ThreatName", threat.need("name"))
                .set("SeverityID", threat.number("severity", 5))
                .set(
                        "Resources",
                        threat.texts("file").stream()
                                .map(path -> "file:_" + path)
                                .toList())
                .set("DomainUser", threat.get("user"))
                .set("ProcessName", threat.text("process", "Unknown"))
                .set("IsActive", true)
                .set("DidThreatExecute", threat.flag("executed", false))
                .set("Hidden", threat.flag("hidden", false))
                .set("Stays", threat.flag("stays", false))
                .set("Removed", null)
                .set("Detected", null);
        if (threat.flag("detected", false)) {
            document.setTime("Detected", documents.now());
        }
        document.keep(documents);
    }
}
