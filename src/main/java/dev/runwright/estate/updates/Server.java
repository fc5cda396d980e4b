package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The server itself: whether it is set up, where it synchronises from, and the cmdlets of both. Stateless. */
final class Server {
    static final String PATH = "updates/server";
    private static final List<String> SETTINGS = List.of(
            "SyncFromMicrosoftUpdate",
            "UpstreamServer",
            "UpstreamPort",
            "UpstreamUseSsl",
            "IsReplicaServer",
            "Languages");

    private Server() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwUpdateServer", Server::get),
                Rule.changing("Set-RwUpdateServer", Server::set),
                Rule.changing("Get-RwUpdateServerSetup", Server::setup),
                Rule.changing("Initialize-RwUpdateServer", Server::initialise, "ContentDirectory"));
    }

    /**
     * The server that a call speaks to, brought up to the time by the clock.
     *
     * @throws dev.runwright.estate.world.CommandFailure if there is none, it is not set up, or the call names another
     */
    static Document need(Call call) {
        String asked = call.text("ServerName") == null ? call.text("Name") : call.text("ServerName");
        boolean named = call.has("ServerName") || call.command().equals("Get-WsusServer");
        Document server = Document.at(call.documents(), PATH);
        String name = named && asked != null ? asked : server.text("Name");
        boolean port = !call.has("PortNumber")
                || call.command().startsWith("Set-Wsus")
                || Long.valueOf(server.number("PortNumber")).equals(call.get("PortNumber"));
        if (!isHere(server, name) || !port || !installed(call.documents(), server) || !server.flag("Configured")) {
            throw UpdateErrors.unreachable(name.isEmpty() ? "localhost" : name);
        }
        Synchronizations.catchUp(call.documents());
        return Document.at(call.documents(), PATH);
    }

    private static boolean isHere(Document server, String name) {
        String own = server.text("Name");
        boolean local = name.equals(".") || name.equalsIgnoreCase("localhost");
        return !own.isEmpty()
                && (local || own.equalsIgnoreCase(name) || own.split("\\.", -1)[0].equalsIgnoreCase(name));
    }

    /** Whether the role is there: by the host's features if the host is one of the estate, else by the description. */
    static boolean installed(Documents documents, Document server) {
        String host = host(documents, server);
        return Document.find(documents, "windows/features/" + host + "/UpdateServices")
                .map(feature -> feature.flag("Installed"))
                .orElse(server.flag("Installed"));
    }

    /** The name that the server's computer has among those of the estate. */
    private static String host(Documents documents, Document server) {
        String name = server.text("Name").split("\\.", -1)[0];
        return Document.under(documents, "windows/hosts").stream()
                .map(Document::key)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        return List.of(shown(call.documents(), need(call)));
    }

    private static Map<String, @Nullable Object> shown(Documents documents, Document server) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.UpdateServer");
        shown.putAll(server.shown("Name", "Version", "PortNumber", "UseSsl"));
        String scheme = server.flag("UseSsl") ? "https://" : "http://";
        shown.put("ClientUrl", scheme + server.text("Name") + ":" + server.number("PortNumber"));
        shown.putAll(server.shown(
                "IsReplicaServer",
                "SyncFromMicrosoftUpdate",
                "UpstreamServer",
                "UpstreamPort",
                "UpstreamUseSsl",
                "Languages",
                "TargetingMode",
                "AutoRefreshUpdateApprovals"));
        List<Object> rules = new ArrayList<>();
        for (Object rule : Data.list(server.get("AutoApprovalRules"))) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("Name", Data.map(rule).get("Name"));
            one.put("Enabled", Data.map(rule).get("Enabled"));
            rules.add(one);
        }
        shown.put("AutoApprovalRules", rules);
        shown.put(
                "ConfigurationState",
                Synchronizations.running(documents).isPresent() ? "SynchronizationInProgress" : "Ready");
        return shown;
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        Document server = need(call);
        if (Synchronizations.running(call.documents()).isPresent()) {
            throw UpdateErrors.refused(
                    "Cannot save configuration because the server is still processing a previous configuration change or a"
                            + " synchronization.",
                    server.text("Name"));
        }
        for (String name : SETTINGS) {
            if (call.has(name)) {
                server.set(name, name.equals("Languages") ? sorted(call.texts(name)) : call.get(name));
            }
        }
        server.keep(call.documents());
        return List.of();
    }

    static List<String> sorted(List<String> texts) {
        TreeSet<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(texts);
        return List.copyOf(sorted);
    }

    private static List<Map<String, @Nullable Object>> setup(Call call) {
        return List.of(setupShown(call.documents()));
    }

    private static Map<String, @Nullable Object> setupShown(Documents documents) {
        Document server = Document.at(documents, PATH);
        boolean installed = installed(documents, server);
        boolean configured = installed && server.flag("Configured");
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.UpdateServerSetup");
        shown.put("Installed", installed);
        shown.put("Configured", configured);
        for (String name : List.of("ContentDirectory", "PortNumber", "SqlServerName", "SqlDatabaseName")) {
            shown.put(name, configured ? server.get(name) : null);
        }
        shown.put("UsingSsl", configured && server.flag("UseSsl"));
        List<Object> services = new ArrayList<>();
        for (String name : installed ? List.of("WsusService", "W3SVC") : List.<String>of()) {
            services.add(Map.of("Name", name, "Status", service(documents, server, name)));
        }
        shown.put("Services", services);
        return shown;
    }

    private static String service(Documents documents, Document server, String name) {
        String host = host(documents, server);
        return Document.find(documents, "windows/services/" + host + "/" + name)
                .map(service -> service.text("Status"))
                .orElse(server.flag("Configured") ? "Running" : "Stopped");
    }

    private static List<Map<String, @Nullable Object>> initialise(Call call) {
        PostInstall.Outcome outcome =
                PostInstall.run(call.documents(), call.need("ContentDirectory"), call.text("SqlInstance"));
        if (outcome.exit() != 0) {
            throw UpdateErrors.postInstallFailed(outcome.exit(), outcome.lastLine(), outcome.log());
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.PostInstall");
        shown.put("ExitCode", (long) outcome.exit());
        shown.put("LastLine", outcome.lastLine());
        shown.put("LogPath", outcome.log());
        shown.put("Succeeded", true);
        return List.of(shown);
    }
}
