package dev.runwright.estate.windows;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the computers from the estate's description. */
final class WindowsFounding {
    private static final Set<String> KEYS = Set.of("local", "programs_on", "hosts", "packages", "sources");
    private static final Set<String> HOST_KEYS = Set.of(
            "name",
            "domain",
            "ip",
            "caption",
            "version",
            "type",
            "elevated",
            "unreachable",
            "reboot",
            "installer_busy",
            "pending",
            "file_rename",
            "volumes",
            "features",
            "services",
            "registry",
            "files",
            "products",
            "updates",
            "checks",
            "scan_warning",
            "defender");
    private static final Set<String> VOLUME_KEYS = Set.of("name", "file_system", "free", "size");
    private static final List<String> REASONS =
            List.of("ComponentBasedServicing", "WindowsUpdate", "UpdateExe", "ConfigMgr");
    private static final Duration UPTIME = Duration.ofDays(20);

    private final Documents documents;

    WindowsFounding(Documents documents) {
        this.documents = documents;
    }

    void found(Map<String, @Nullable Object> description) {
        if (description.isEmpty()) {
            return;
        }
        Described whole = new Described("windows", description, KEYS);
        PackageFounding packages = new PackageFounding(documents);
        whole.list("packages", PackageFounding.KEYS).forEach(packages::file);
        whole.list("sources", PackageFounding.SOURCE_KEYS).forEach(packages::source);
        List<Described> hosts = whole.list("hosts", HOST_KEYS);
        hosts.forEach(this::host);
        String local = whole.need("local");
        Map<String, @Nullable Object> programs = whole.map("programs_on");
        List<String> named = new ArrayList<>(List.of(local));
        programs.values().forEach(name -> named.add(String.valueOf(name)));
        for (String name : named) {
            if (Hosts.find(documents, name).isEmpty()) {
                throw BadDescription.badValue("windows.local or programs_on", "one of the hosts", "'" + name + "'");
            }
        }
        Document.at(documents, Hosts.FACTS)
                .set("Local", local)
                .set("ProgramsOn", programs)
                .keep(documents);
    }

    private void host(Described described) {
        String name = described.need("name");
        Instant now = documents.now();
        Document host = Document.at(documents, Hosts.FOLDER + "/" + name)
                .set("ComputerName", name)
                .set("Domain", described.text("domain", "CONTOSO"))
                .set("Ip", described.text("ip", "10.0.0.1"))
                .set("Caption", described.text("caption", "Microsoft Windows Server 2022 Standard"))
                .set("Version", described.text("version", "10.0.20348"))
                .set("ProductType", described.word("type", List.of("Server", "Workstation", "DomainController")))
                .set("Elevated", described.flag("elevated", true))
                .set("Unreachable", described.flag("unreachable", false))
                .set(
                        "RebootSeconds",
                        described.span("reboot", Duration.ofMinutes(3)).toSeconds())
                .set("DownUntil", null)
                .set("BusyUntil", until(described, "installer_busy"))
                .setTime("LastBoot", now.minus(UPTIME))
                .set("FileRename", described.flag("file_rename", false))
                .set("ScanWarning", described.text("scan_warning", ""))
                .set("PendingReasons", reasons(described))
                .set("Volumes", volumes(described));
        HostParts parts = new HostParts(documents, host);
        parts.defender(described);
        host.keep(documents);
        Firewall.found(documents, host);
        parts.found(described);
    }

    private @Nullable Object until(Described described, String key) {
        return described.has(key) ? Document.time(documents.now().plus(described.span(key, Duration.ZERO))) : null;
    }

    private static List<String> reasons(Described described) {
        List<String> reasons = described.texts("pending");
        for (String reason : reasons) {
            if (!REASONS.contains(reason)) {
                throw BadDescription.badValue(
                        described.where() + ".pending", "some of " + String.join(", ", REASONS), "'" + reason + "'");
            }
        }
        return reasons;
    }

    private static List<Object> volumes(Described described) {
        List<Object> volumes = new ArrayList<>();
        for (Described volume : described.list("volumes", VOLUME_KEYS)) {
            volumes.add(volume(
                    volume.need("name"),
                    volume.text("file_system", "NTFS"),
                    volume.number("free", 0),
                    volume.number("size", 0)));
        }
        return volumes.isEmpty() ? List.of(volume("C:\\", "NTFS", 60_000_000_000L, 100_000_000_000L)) : volumes;
    }

    private static Map<String, @Nullable Object> volume(String name, String fileSystem, long free, long size) {
        Map<String, @Nullable Object> volume = new LinkedHashMap<>();
        volume.put("Name", name);
        volume.put("FileSystem", fileSystem);
        volume.put("FreeBytes", free);
        volume.put("SizeBytes", size);
        return volume;
    }
}
