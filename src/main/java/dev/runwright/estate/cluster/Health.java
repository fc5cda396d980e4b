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

/** What the tests of a server's health say (domain.md G.3). Stateless. */
final class Health {
    private static final List<String> CHECKS = List.of(
            "ClusterService",
            "ReplayService",
            "ActiveManager",
            "TasksRpcListener",
            "TcpListener",
            "DagMembersUp",
            "ClusterNetwork",
            "QuorumGroup",
            "DatabaseRedundancy",
            "DatabaseAvailability",
            "DBCopySuspended",
            "DBCopyFailed",
            "DBLogCopyKeepingUp",
            "DBLogReplayKeepingUp");

    private Health() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Test-ServiceHealth", Health::services),
                Rule.reading("Test-ReplicationHealth", Health::replication),
                Rule.reading("Get-HealthReport", Health::report, "Identity"),
                Rule.reading("Test-MAPIConnectivity", Health::mapi));
    }

    private static Map<String, @Nullable Object> server(Call call, String parameter) {
        String name = call.text(parameter);
        return name == null ? Servers.all(call).get(0) : Servers.server(call, name);
    }

    private static List<Map<String, @Nullable Object>> services(Call call) {
        call.only(Set.of("Server", "DomainController", "ActiveDirectoryTimeout", "MonitoringContext"));
        List<String> stopped = Data.texts(server(call, "Server").get("StoppedServices"));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Exchange.Management.Tasks.ServiceHealth");
        shown.put("Role", "Mailbox Server Role");
        shown.put("RequiredServicesRunning", stopped.isEmpty());
        shown.put("ServicesRunning", List.of("MSExchangeIS", "MSExchangeTransport", "MSExchangeRepl"));
        shown.put("ServicesNotRunning", stopped);
        return List.of(shown);
    }

    /** The checks that fail on a server: those of its description, and those that follow from its databases. */
    static List<String> failedChecks(Call call, Map<String, @Nullable Object> server) {
        List<String> failed = new ArrayList<>(Data.texts(server.get("FailedChecks")));
        for (Map<String, @Nullable Object> database : Servers.databases(call)) {
            Map<String, @Nullable Object> copy = Servers.copy(database, Servers.name(server));
            if (Boolean.TRUE.equals(copy.get("Failed"))) {
                failed.add("DBCopyFailed");
            }
            if (Boolean.TRUE.equals(copy.get("Suspended"))) {
                failed.add("DBCopySuspended");
            }
        }
        return failed.stream().distinct().toList();
    }

    private static List<Map<String, @Nullable Object>> replication(Call call) {
        call.only(Set.of("Identity", "DomainController", "MonitoringContext", "OutputObjects"));
        Map<String, @Nullable Object> server = server(call, "Identity");
        List<String> failed = failedChecks(call, server);
        return CHECKS.stream()
                .map(check -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Microsoft.Exchange.Monitoring.ReplicationCheckOutcome");
                    shown.put("Server", Servers.name(server));
                    shown.put("Check", check);
                    shown.put("Result", failed.contains(check) ? "*FAILED*" : "Passed");
                    shown.put("Error", failed.contains(check) ? "The check did not pass." : null);
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> report(Call call) {
        call.only(Set.of("Identity", "HealthSet", "RollupGroup"));
        Map<String, @Nullable Object> server = server(call, "Identity");
        List<String> unhealthy = Data.texts(server.get("UnhealthySets"));
        List<String> sets = new ArrayList<>(List.of("HubTransport", "OWA", "EWS", "Store", "AD"));
        unhealthy.forEach(set -> {
            if (!sets.contains(set)) {
                sets.add(set);
            }
        });
        return sets.stream()
                .map(set -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Microsoft.Exchange.Monitoring.ConsolidatedHealth");
                    shown.put("Server", Servers.name(server));
                    shown.put("State", "NotApplicable");
                    shown.put("HealthSet", set);
                    shown.put("AlertValue", unhealthy.contains(set) ? "Unhealthy" : "Healthy");
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> mapi(Call call) {
        call.only(Set.of("Server", "Identity", "Database", "DomainController"));
        Map<String, @Nullable Object> server = server(call, "Server");
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> database : Servers.databases(call)) {
            if (Servers.isActive(database, Servers.name(server))) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("$type", "Microsoft.Exchange.Monitoring.MapiConnectivityOutcome");
                one.put("Server", Servers.name(server));
                one.put("Database", Servers.name(database));
                one.put("Result", Boolean.TRUE.equals(database.get("Mounted")) ? "Success" : "*FAILURE*");
                one.put("Error", null);
                shown.add(one);
            }
        }
        return shown;
    }
}
