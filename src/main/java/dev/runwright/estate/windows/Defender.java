package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Microsoft Defender's readings, scans and removals. Stateless. */
final class Defender {
    static final String THREATS = "threats";
    private static final String SPACE = "root/Microsoft/Windows/Defender/";
    private static final long OUT_OF_DATE = 7;

    private Defender() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-MpComputerStatus", Defender::status),
                Rule.reading("Get-MpThreat", Defender::threats),
                Rule.reading("Get-MpThreatDetection", Defender::detections),
                Rule.changing("Start-MpScan", Defender::scan),
                Rule.changing("Update-MpSignature", Defender::update),
                Rule.changing("Remove-MpThreat", Defender::remove));
    }

    private static long days(Document host, String property, Instant now) {
        Instant time = host.instant(property);
        return time == null ? 65535 : Duration.between(time, now).toDays();
    }

    private static List<Map<String, @Nullable Object>> status(Call call) {
        Document host = Hosts.of(call);
        long age = days(host, "SignaturesUpdated", call.now());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Management.Infrastructure.CimInstance#" + SPACE + "MSFT_MpComputerStatus");
        shown.put("AntivirusEnabled", host.flag("AntivirusEnabled"));
        shown.put("AMServiceEnabled", host.flag("AntivirusEnabled"));
        shown.put("RealTimeProtectionEnabled", host.flag("RealTimeProtectionEnabled"));
        shown.put("AntivirusSignatureAge", age);
        shown.put("AntivirusSignatureLastUpdated", host.get("SignaturesUpdated"));
        shown.put("DefenderSignaturesOutOfDate", age > OUT_OF_DATE);
        shown.put("QuickScanAge", days(host, "QuickScanEnd", call.now()));
        shown.put("QuickScanEndTime", host.get("QuickScanEnd"));
        shown.put("FullScanAge", days(host, "FullScanEnd", call.now()));
        shown.put("FullScanEndTime", host.get("FullScanEnd"));
        shown.put("RebootRequired", !host.texts("PendingReasons").isEmpty());
        return List.of(shown);
    }

    private static List<Document> found(Call call, Document host) {
        List<String> ids = call.texts("ThreatID");
        return Document.under(call.documents(), Hosts.folder(THREATS, host)).stream()
                .filter(threat -> threat.get("Detected") != null)
                .filter(threat -> ids.isEmpty() || ids.contains(threat.key()))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> threats(Call call) {
        return found(call, Hosts.of(call)).stream()
                .map(threat -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Microsoft.Management.Infrastructure.CimInstance#" + SPACE + "MSFT_MpThreat");
                    shown.put("ThreatID", Long.valueOf(threat.key()));
                    shown.putAll(threat.shown("ThreatName", "SeverityID", "IsActive", "DidThreatExecute", "Resources"));
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> detections(Call call) {
        return found(call, Hosts.of(call)).stream()
                .map(threat -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put(
                            "$type",
                            "Microsoft.Management.Infrastructure.CimInstance#" + SPACE + "MSFT_MpThreatDetection");
                    shown.put("ThreatID", Long.valueOf(threat.key()));
                    shown.put("ActionSuccess", !threat.flag("IsActive"));
                    shown.put("InitialDetectionTime", threat.get("Detected"));
                    shown.put("RemediationTime", threat.get("Removed"));
                    shown.putAll(threat.shown("Resources", "DomainUser", "ProcessName"));
                    return shown;
                })
                .toList();
    }

    /** A scan finds what its kind can find: a quick one not what hides from it. */
    private static List<Map<String, @Nullable Object>> scan(Call call) {
        Document host = Hosts.of(call);
        if (!host.flag("AntivirusEnabled")) {
            throw WindowsErrors.failed(
                    "The operation failed: Microsoft Defender is not running. (0x800106ba)",
                    "HRESULT 0x800106ba",
                    "NotSpecified",
                    host.key());
        }
        boolean full = "FullScan".equals(call.text("ScanType"));
        for (Document threat : Document.under(call.documents(), Hosts.folder(THREATS, host))) {
            if (threat.get("Detected") == null && (full || !threat.flag("Hidden"))) {
                threat.setTime("Detected", call.now()).keep(call.documents());
            }
        }
        host.setTime(full ? "FullScanEnd" : "QuickScanEnd", call.now()).keep(call.documents());
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> update(Call call) {
        Hosts.of(call).setTime("SignaturesUpdated", call.now()).keep(call.documents());
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        Document host = Hosts.of(call);
        for (Document threat : found(call, host)) {
            if (threat.flag("IsActive") && !threat.flag("Stays")) {
                threat.set("IsActive", false).setTime("Removed", call.now()).keep(call.documents());
            }
        }
        return List.of();
    }
}
