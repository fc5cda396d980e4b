package dev.runwright.estate.windows;

import dev.runwright.estate.cluster.Builds;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Installs and removes packages on one computer, with the exit codes of the real installers (domain.md F). For one call. */
final class Installer {
    static final String PACKAGES = "windows/packages";
    static final String PRODUCTS = "products";
    private static final int RESTART = 3010;
    private static final int BUSY = 1618;
    private static final int FATAL = 1603;
    private static final int NOT_INSTALLED = 1605;
    private static final int CANNOT_OPEN = 1619;
    private static final int OTHER_PLATFORM = 1633;
    private static final int OTHER_VERSION = 1638;
    private static final int NO_PATCH_TARGET = 1642;
    private static final int SERVICE_DISABLED = 1058;
    private static final int UPDATE_THERE = 2359302;
    private static final int UPDATE_GONE = 2359303;
    private static final int DOES_NOT_APPLY = -2145124329;

    private final Documents documents;
    private final Document host;

    Installer(Documents documents, Document host) {
        this.documents = documents;
        this.host = host;
    }

    /** The package in a file, whose folder does not matter. */
    static Optional<Document> packageIn(Documents documents, String path) {
        return Document.find(documents, PACKAGES + "/" + HostFiles.baseName(path));
    }

    static String product(Document host, String code) {
        return Hosts.path(PRODUCTS, host, code);
    }

    /** Installs a file; gives the exit code. */
    int install(String path) {
        Document file = packageIn(documents, path).orElse(null);
        if (isBusy()) {
            return BUSY;
        }
        if (file == null) {
            return CANNOT_OPEN;
        }
        int refused = refused(file);
        if (refused != 0) {
            return refused;
        }
        boolean update = file.text("Kind").equals("msu");
        Document there = Document.at(documents, product(host, file.text("ProductCode")));
        boolean installed = there.get("ProductCode") != null;
        if (installed && update) {
            return UPDATE_THERE;
        }
        if (installed && !there.text("DisplayVersion").equals(file.text("DisplayVersion"))) {
            return OTHER_VERSION;
        }
        if (!installed) {
            put(file, there);
        }
        return (int) file.number("Exit");
    }

    private boolean isBusy() {
        return host.get("BusyUntil") != null && !host.since("BusyUntil", documents.now());
    }

    private int refused(Document file) {
        boolean update = file.text("Kind").equals("msu");
        List<String> hosts = file.texts("Hosts");
        if (!hosts.isEmpty() && hosts.stream().noneMatch(host.key()::equalsIgnoreCase)) {
            return update ? DOES_NOT_APPLY : OTHER_PLATFORM;
        }
        boolean agentOff = Document.at(documents, Services.path(host, "wuauserv"))
                .text("StartType")
                .equals("Disabled");
        if (update && agentOff) {
            return SERVICE_DISABLED;
        }
        String needed = file.text("Patches");
        if (!needed.isEmpty() && documents.find(product(host, needed)).isEmpty()) {
            return NO_PATCH_TARGET;
        }
        boolean fails = file.number("Fails") != 0
                && (file.get("FailsUntil") == null || !file.since("FailsUntil", documents.now()));
        return fails ? (int) file.number("Fails") : 0;
    }

    private void put(Document file, Document product) {
        Map<String, @Nullable Object> facts =
                file.shown("ProductCode", "DisplayName", "DisplayVersion", "Publisher", "InstallLocation", "File");
        facts.forEach(product::set);
        if (!file.text("Build").isEmpty()) {
            product.set("BuildBefore", Builds.replaced(documents, host.key(), file.text("Build")));
        }
        product.setTime("InstalledOn", documents.now()).keep(documents);
        for (Object item : Data.list(file.get("Files"))) {
            Map<String, @Nullable Object> one = Data.map(item);
            Document written =
                    Document.at(documents, Hosts.path(HostFiles.KIND, host, String.valueOf(one.get("Path"))));
            one.forEach(written::set);
            written.keep(documents);
        }
        file.texts("Services").forEach(name -> Services.provide(documents, host, name, true));
        String article = file.text("ProductCode").replaceFirst("^KB", "");
        for (Document update : Document.under(documents, Hosts.folder(Scan.MISSING, host))) {
            if (update.texts("Kb").contains(article)
                    || update.texts("Kb").stream().anyMatch(file.texts("Kb")::contains)) {
                update.set("Installed", true).keep(documents);
            }
        }
        restartAfter(file);
    }

    private void restartAfter(Document file) {
        if (file.number("Exit") == RESTART) {
            String reason = switch (file.text("Kind")) {
                case "msu" -> "ComponentBasedServicing";
                case "exe" -> "UpdateExe";
                default -> null;
            };
            HostCmdlets.needRestart(documents, host, reason);
        }
    }

    /** Removes a product or an update; gives the exit code. */
    int uninstall(String code) {
        boolean update = code.toUpperCase(Locale.ROOT).matches("KB\\d+");
        if (isBusy()) {
            return BUSY;
        }
        Document product = Document.at(documents, product(host, code));
        if (product.get("ProductCode") == null) {
            return update ? UPDATE_GONE : NOT_INSTALLED;
        }
        Document file = packageIn(documents, product.text("File")).orElse(product);
        for (Object item : Data.list(file.get("Files"))) {
            documents.remove(Hosts.path(
                    HostFiles.KIND, host, String.valueOf(Data.map(item).get("Path"))));
        }
        file.texts("Services").forEach(name -> Services.provide(documents, host, name, false));
        if (!product.text("BuildBefore").isEmpty()) {
            Builds.replaced(documents, host.key(), product.text("BuildBefore"));
        }
        documents.remove(product.path());
        restartAfter(file);
        return (int) file.number("Exit");
    }

    /** A log as the Windows Installer writes it: of a failure, with the action that failed. */
    static String log(String name, int exit) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("begin", "=== Verbose logging started ===");
        lines.put("action", "Action start: InstallFinalize.");
        if (exit == FATAL) {
            lines.put("reason", "Product: " + name + " -- Error 1603. A fatal error occurred during installation.");
            lines.put("end", "Action ended: InstallFinalize. Return value 3.");
        } else {
            lines.put("end", "MainEngineThread is returning " + exit);
        }
        return String.join("\n", lines.values()) + "\n";
    }

    /** A Guid in braces, made from a name. */
    static String code(String name) {
        return "{" + Described.guid("product", name).toUpperCase(Locale.ROOT) + "}";
    }
}
