package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a computer is, whether it waits for a restart, and restarts. Stateless. */
final class HostCmdlets {
    private HostCmdlets() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RwHost", HostCmdlets::host),
                Rule.reading("Get-RwVolume", HostCmdlets::volume, "Path"),
                WebAddress.rule(),
                Rule.reading("Get-RwPendingRestart", HostCmdlets::pending),
                Rule.reading("Get-CimInstance", HostCmdlets::instance),
                Rule.changing("Restart-Computer", HostCmdlets::restart));
    }

    private static List<Map<String, @Nullable Object>> host(Call call) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Host");
        shown.putAll(Hosts.of(call).shown("ComputerName", "Caption", "Version", "ProductType", "Elevated"));
        return List.of(shown);
    }

    private static List<Map<String, @Nullable Object>> volume(Call call) {
        Document host = Hosts.of(call);
        String wanted = call.need("Path").replace('/', '\\').toLowerCase(Locale.ROOT);
        for (Object item : Data.list(host.get("Volumes"))) {
            Map<String, @Nullable Object> volume = Data.map(item);
            if (wanted.startsWith(String.valueOf(volume.get("Name")).toLowerCase(Locale.ROOT))) {
                Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                shown.put("$type", "Runwright.Volume");
                shown.put("Path", call.need("Path"));
                shown.put("FileSystem", volume.get("FileSystem"));
                shown.put("FreeBytes", volume.get("FreeBytes"));
                shown.put("SizeBytes", volume.get("SizeBytes"));
                return List.of(shown);
            }
        }
        throw WindowsErrors.notFound(
                "No volume of this computer has the path " + call.need("Path") + ".",
                "VolumeNotFound",
                call.need("Path"));
    }

    private static List<Map<String, @Nullable Object>> pending(Call call) {
        Document host = Hosts.of(call);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.PendingRestart");
        shown.put("Pending", !host.texts("PendingReasons").isEmpty());
        shown.put("Reasons", host.texts("PendingReasons"));
        shown.put("FileRename", host.flag("FileRename"));
        return List.of(shown);
    }

    /** The computer waits for a restart from now on. */
    static void needRestart(Documents documents, Document host, @Nullable String reason) {
        Document changed = Document.at(documents, host.path());
        if (reason == null) {
            changed.set("FileRename", true).keep(documents);
        } else if (!changed.texts("PendingReasons").contains(reason)) {
            List<String> reasons = new ArrayList<>(changed.texts("PendingReasons"));
            reasons.add(reason);
            changed.set("PendingReasons", reasons).keep(documents);
        }
    }

    private static List<Map<String, @Nullable Object>> instance(Call call) {
        String name = call.text("ClassName") == null ? "" : call.need("ClassName");
        if (!name.equalsIgnoreCase("Win32_OperatingSystem")) {
            throw WindowsErrors.notFound("Invalid class '" + name + "'.", "HRESULT 0x80041010", name);
        }
        Document host = Hosts.of(call);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Management.Infrastructure.CimInstance");
        shown.put("CSName", host.get("ComputerName"));
        shown.put("Caption", host.get("Caption"));
        shown.put("Version", host.get("Version"));
        shown.put("LastBootUpTime", host.get("LastBoot"));
        return List.of(shown);
    }

    private static List<Map<String, @Nullable Object>> restart(Call call) {
        List<String> names = call.texts("ComputerName");
        Documents documents = call.documents();
        for (String name : names.isEmpty() ? List.of(Hosts.local(documents).key()) : names) {
            restart(documents, Hosts.answering(documents, name), call.flag("Wait"));
        }
        return List.of();
    }

    /** Restarts a computer; it is away for its time unless the caller has waited for it. */
    static void restart(Documents documents, Document host, boolean waited) {
        host.set("PendingReasons", List.of())
                .set("FileRename", false)
                .setTime("LastBoot", documents.now())
                .setTime("DownUntil", waited ? documents.now() : documents.now().plus(host.seconds("RebootSeconds")))
                .keep(documents);
        for (Document service : Document.under(documents, Hosts.folder("services", host))) {
            service.set("Status", service.text("StartType").startsWith("Automatic") ? "Running" : "Stopped")
                    .keep(documents);
        }
    }
}
