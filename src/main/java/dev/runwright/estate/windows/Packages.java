package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module's functions of packages, and {@code Get-HotFix}. Stateless. */
final class Packages {
    private static final Set<Integer> RESTART = Set.of(3010, 1641, 2359301);
    private static final Set<Integer> ALREADY = Set.of(1638, 1605, 2359302, 2359303);
    private static final int BUSY = 1618;

    private Packages() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RwProduct", Packages::products),
                Rule.reading("Get-HotFix", Packages::hotFixes),
                Rule.changing("Install-RwPackage", Packages::install, "Path", "Kind", "ProductCode"),
                Rule.changing("Uninstall-RwPackage", Packages::uninstall, "ProductCode"));
    }

    private static List<Document> all(Documents documents, Document host) {
        return Document.under(documents, Hosts.folder(Installer.PRODUCTS, host));
    }

    private static List<Map<String, @Nullable Object>> products(Call call) {
        String code = call.text("ProductCode");
        String name = call.text("DisplayName");
        return all(call.documents(), Hosts.of(call)).stream()
                .filter(product -> code == null || product.text("ProductCode").equalsIgnoreCase(code))
                .filter(product -> name == null || product.text("DisplayName").equalsIgnoreCase(name))
                .map(product -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Runwright.Product");
                    shown.putAll(product.shown(
                            "ProductCode", "DisplayName", "DisplayVersion", "Publisher", "InstallLocation"));
                    return shown;
                })
                .toList();
    }

    private static boolean isUpdate(String code) {
        return code.toUpperCase(Locale.ROOT).matches("KB\\d+");
    }

    private static List<Map<String, @Nullable Object>> hotFixes(Call call) {
        Document host = Hosts.of(call);
        List<String> ids = call.texts("Id");
        List<Map<String, @Nullable Object>> found = all(call.documents(), host).stream()
                .filter(product -> isUpdate(product.text("ProductCode")))
                .filter(product -> ids.isEmpty() || Wildcards.any(ids, product.text("ProductCode")))
                .map(product -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "System.Management.ManagementObject");
                    shown.put("HotFixID", product.get("ProductCode"));
                    shown.put("Description", "Security Update");
                    shown.put("InstalledOn", product.get("InstalledOn"));
                    shown.put("CSName", host.get("ComputerName"));
                    return shown;
                })
                .toList();
        if (found.isEmpty() && !ids.isEmpty()) {
            throw WindowsErrors.notFound(
                    "Cannot find the requested hotfix on the '" + host.key()
                            + "' computer. Verify the input and run the command again.",
                    "GetHotFixNoEntriesFound",
                    ids.get(0));
        }
        return found;
    }

    private static List<Map<String, @Nullable Object>> install(Call call) {
        Document host = Hosts.of(call);
        String path = call.need("Path");
        Document file = Installer.packageIn(call.documents(), path)
                .orElseThrow(
                        () -> WindowsErrors.notFound("There is no package " + path + ".", "PackageNotFound", path));
        int exit = new Installer(call.documents(), host).install(path);
        return result(call, exit, file.text("DisplayName"));
    }

    private static List<Map<String, @Nullable Object>> uninstall(Call call) {
        String code = call.need("ProductCode");
        if (!isUpdate(code) && !code.matches("\\{[0-9A-Fa-f-]{36}}")) {
            throw WindowsErrors.failed(
                    "'" + code
                            + "' is neither a product code of the Windows Installer nor an update; it cannot be removed"
                            + " by this function.",
                    "PackageNotRemovable",
                    "NotImplemented",
                    code);
        }
        return result(call, new Installer(call.documents(), Hosts.of(call)).uninstall(code), code);
    }

    private static List<Map<String, @Nullable Object>> result(Call call, int exit, String name) {
        String meaning = exit == 0
                ? "ok"
                : RESTART.contains(exit)
                        ? "reboot"
                        : ALREADY.contains(exit) ? "already" : exit == BUSY ? "busy" : "failed";
        String target = call.need("ProductCode");
        if (meaning.equals("busy") || meaning.equals("failed")) {
            String reason = exit == 1603 ? " " + Installer.log(name, exit).strip() : "";
            throw WindowsErrors.failed(
                    "The installer ended with exit code " + exit + " (0x"
                            + Integer.toHexString(exit).toUpperCase(Locale.ROOT) + ") for " + target + "." + reason,
                    meaning.equals("busy") ? "PackageBusy" : "PackageFailed",
                    meaning.equals("busy") ? "ResourceBusy" : "InvalidResult",
                    target);
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.PackageResult");
        shown.put("ExitCode", (long) exit);
        shown.put("Meaning", meaning);
        shown.put("RestartRequired", meaning.equals("reboot"));
        shown.put("LogPath", call.text("LogPath"));
        shown.put("Detail", exit == 0 ? null : "0x" + Integer.toHexString(exit).toUpperCase(Locale.ROOT));
        return List.of(shown);
    }
}
