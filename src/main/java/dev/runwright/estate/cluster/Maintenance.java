package dev.runwright.estate.cluster;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of the module Runwright.Exchange: maintenance of one server of a group (domain.md G.2). Stateless. */
final class Maintenance {
    private static final String REQUESTER = "Maintenance";
    private static final String POLICY = "DatabaseCopyAutoActivationPolicy";
    private static final String MOVE_NOW = "DatabaseCopyActivationDisabledAndMoveNow";

    private Maintenance() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RwMaintenance", call -> List.of(shown(call, server(call))), "Server"),
                Rule.changing("Start-RwMaintenance", Maintenance::start, "Server"),
                Rule.changing("Stop-RwMaintenance", Maintenance::stop, "Server"),
                Rule.reading("Get-RwMaintenanceGate", Maintenance::gate, "Server"),
                Rule.reading("Get-RwServerHealth", Maintenance::health, "Server"));
    }

    private static Map<String, @Nullable Object> server(Call call) {
        return Servers.server(call, call.need("Server"));
    }

    private static List<String> mounted(Call call, String server) {
        return Servers.databases(call).stream()
                .filter(database -> Copies.status(database, server).equals("Mounted"))
                .map(Servers::name)
                .toList();
    }

    private static Map<String, @Nullable Object> shown(Call call, Map<String, @Nullable Object> server) {
        String name = Servers.name(server);
        String offline = Components.state(server, Components.OFFLINE);
        List<Map<String, @Nullable Object>> components = new ArrayList<>();
        Data.map(server.get(Servers.COMPONENTS)).keySet().forEach(component -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("Component", component);
            one.put("State", Components.state(server, component));
            components.add(one);
        });
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Maintenance");
        shown.put("Server", name);
        shown.put(
                "InMaintenance",
                !offline.equals(Servers.ACTIVE)
                        && (Servers.PAUSED.equals(server.get("ClusterNode")) || !grouped(call)));
        shown.put("HubTransport", Components.state(server, Components.TRANSPORT));
        shown.put("ServerWideOffline", offline);
        shown.put("ClusterNode", grouped(call) ? server.get("ClusterNode") : null);
        shown.put("AutoActivationPolicy", server.get(POLICY));
        shown.put("ActivationDisabled", server.get(MOVE_NOW));
        shown.put("MountedDatabases", mounted(call, name));
        shown.put("QueueLength", Queues.length(call, server));
        shown.put("Components", components);
        return shown;
    }

    private static boolean grouped(Call call) {
        return call.documents().find(Servers.GROUP).isPresent();
    }

    private static List<Map<String, @Nullable Object>> start(Call call) {
        call.only(Set.of("Server", "RedirectTo"));
        Map<String, @Nullable Object> server = server(call);
        String target = call.text("RedirectTo");
        Map<String, @Nullable Object> other = target == null ? null : Servers.server(call, target);
        Components.put(call, server, Components.TRANSPORT, REQUESTER, "Draining");
        if (other != null) {
            Queues.moved(call, server, other);
        }
        if (grouped(call)) {
            Servers.put(call, server, "ClusterNode", Servers.PAUSED);
            Servers.put(call, server, MOVE_NOW, true);
            Copies.moveAway(call, Servers.name(server));
            Servers.put(call, server, POLICY, "Blocked");
        }
        Components.put(call, server, Components.OFFLINE, REQUESTER, "Inactive");
        return List.of(shown(call, server(call)));
    }

    /** Ends it as it was before: the group's own script would leave everything unrestricted. */
    private static List<Map<String, @Nullable Object>> stop(Call call) {
        call.only(Set.of("Server", "AutoActivationPolicy", "ActivationDisabled"));
        Map<String, @Nullable Object> server = server(call);
        Components.put(call, server, Components.OFFLINE, REQUESTER, Servers.ACTIVE);
        if (grouped(call)) {
            Servers.put(call, server, "ClusterNode", "Up");
            String policy = call.text("AutoActivationPolicy");
            Servers.put(call, server, POLICY, policy == null ? "Unrestricted" : policy);
            Servers.put(call, server, MOVE_NOW, call.flag("ActivationDisabled"));
        }
        Components.put(call, server, Components.TRANSPORT, REQUESTER, Servers.ACTIVE);
        return List.of(shown(call, server(call)));
    }

    private static List<Map<String, @Nullable Object>> gate(Call call) {
        call.only(Set.of("Server", "MinimumHealthyCopies", "MaximumCopyQueue", "MaximumReplayQueue"));
        String server = Servers.name(server(call));
        long least = number(call, "MinimumHealthyCopies", 1);
        List<String> reasons = new ArrayList<>();
        List<Map<String, @Nullable Object>> databases = new ArrayList<>();
        for (Map<String, @Nullable Object> database : Servers.databases(call)) {
            if (!Servers.isActive(database, server)) {
                continue;
            }
            long healthy = Data.map(database.get(Servers.COPIES)).keySet().stream()
                    .filter(other -> !other.equalsIgnoreCase(server) && follows(call, database, other))
                    .count();
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("Name", Servers.name(database));
            one.put("HealthyCopies", healthy);
            databases.add(one);
            if (healthy < least) {
                reasons.add("TooFewHealthyCopies:" + Servers.name(database));
            }
        }
        Servers.all(call).stream()
                .filter(other -> !Servers.name(other).equalsIgnoreCase(server))
                .filter(other -> Servers.PAUSED.equals(other.get("ClusterNode")))
                .forEach(other -> reasons.add("ServerInMaintenance:" + Servers.name(other)));
        Servers.all(call).stream()
                .filter(other -> Data.texts(other.get("FailedChecks")).contains("QuorumGroup"))
                .forEach(other -> reasons.add("Quorum:" + Servers.name(other)));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.MaintenanceGate");
        shown.put("Server", server);
        shown.put("Ready", reasons.isEmpty());
        shown.put("Reasons", reasons);
        shown.put("Databases", databases);
        return List.of(shown);
    }

    private static boolean follows(Call call, Map<String, @Nullable Object> database, String server) {
        Map<String, @Nullable Object> copy = Servers.copy(database, server);
        return List.of("Healthy", "Mounted").contains(Copies.status(database, server))
                && !Boolean.TRUE.equals(copy.get("ActivationSuspended"))
                && queue(copy, "CopyQueueLength") <= number(call, "MaximumCopyQueue", 10)
                && queue(copy, "ReplayQueueLength") <= number(call, "MaximumReplayQueue", 100);
    }

    private static long queue(Map<String, @Nullable Object> copy, String name) {
        return copy.get(name) instanceof Long length ? length : 0;
    }

    private static long number(Call call, String parameter, long otherwise) {
        return call.get(parameter) instanceof Number number ? number.longValue() : otherwise;
    }

    private static List<Map<String, @Nullable Object>> health(Call call) {
        call.only(Set.of("Server"));
        Map<String, @Nullable Object> server = server(call);
        List<String> stopped = Data.texts(server.get("StoppedServices"));
        List<String> failed = Health.failedChecks(call, server);
        List<String> unhealthy = Data.texts(server.get("UnhealthySets"));
        Map<String, @Nullable Object> types = new LinkedHashMap<>();
        List.of("MSExchangeIS", "MSExchangeTransport", "MSExchangeRepl", "W3SVC")
                .forEach(service -> types.put(service, "Automatic"));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.ServerHealth");
        shown.put("Server", Servers.name(server));
        shown.put("Healthy", stopped.isEmpty() && failed.isEmpty() && unhealthy.isEmpty());
        shown.put("ServicesNotRunning", stopped);
        shown.put("ReplicationFailures", failed);
        shown.put("UnhealthySets", unhealthy);
        shown.put("Version", server.get("SetupVersion"));
        shown.put("ServiceStartTypes", types);
        return List.of(shown);
    }
}
