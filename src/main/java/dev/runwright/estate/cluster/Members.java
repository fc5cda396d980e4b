package dev.runwright.estate.cluster;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cmdlets of servers, of their group and of the nodes of the cluster beneath (domain.md G.3). Stateless. */
final class Members {
    private static final String POLICY = "DatabaseCopyAutoActivationPolicy";
    private static final String MOVE_NOW = "DatabaseCopyActivationDisabledAndMoveNow";

    private Members() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-ExchangeServer", Members::servers),
                Rule.reading("Get-MailboxServer", Members::mailboxServers),
                Rule.changing("Set-MailboxServer", Members::set, "Identity"),
                Rule.reading("Get-DatabaseAvailabilityGroup", Members::group),
                Rule.reading("Get-ClusterNode", Members::nodes),
                Rule.changing("Suspend-ClusterNode", call -> node(call, Servers.PAUSED)),
                Rule.changing("Resume-ClusterNode", call -> node(call, "Up")));
    }

    private static List<Map<String, @Nullable Object>> chosen(Call call, String parameter) {
        String name = call.texts(parameter).stream().findFirst().orElse(null);
        return name == null ? Servers.all(call) : List.of(Servers.server(call, name));
    }

    private static List<Map<String, @Nullable Object>> servers(Call call) {
        call.only(Set.of("Identity", "Status", "DomainController"));
        return chosen(call, "Identity").stream()
                .map(server -> shown(server, "Server", List.of("Fqdn", "AdminDisplayVersion")))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> mailboxServers(Call call) {
        call.only(Set.of("Identity", "Status", "DomainController"));
        return chosen(call, "Identity").stream()
                .map(server -> shown(server, "MailboxServer", List.of(POLICY, MOVE_NOW, "AdminDisplayVersion")))
                .toList();
    }

    private static Map<String, @Nullable Object> shown(
            Map<String, @Nullable Object> server, String type, List<String> properties) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Exchange.Data.Directory.Management." + type);
        shown.put("Identity", Servers.name(server));
        shown.put("Name", Servers.name(server));
        properties.forEach(name -> shown.put(name, server.get(name)));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        call.only(Set.of("Identity", POLICY, MOVE_NOW, "DomainController"));
        Map<String, @Nullable Object> server = Servers.server(call, call.need("Identity"));
        if (call.has(POLICY)) {
            Servers.put(call, server, POLICY, call.need(POLICY));
        }
        if (call.has(MOVE_NOW)) {
            Servers.put(call, server, MOVE_NOW, call.flag(MOVE_NOW));
            if (call.flag(MOVE_NOW)) {
                Copies.moveAway(call, Servers.name(server));
            }
        }
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> group(Call call) {
        call.only(Set.of("Identity", "Status", "DomainController"));
        Map<String, @Nullable Object> group = call.documents()
                .find(Servers.GROUP)
                .orElseThrow(() -> Servers.notFound(call, String.valueOf(call.text("Identity"))));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Exchange.Data.Directory.SystemConfiguration.DatabaseAvailabilityGroup");
        shown.put("Identity", group.get("Name"));
        shown.putAll(group);
        List<Map<String, @Nullable Object>> servers = Servers.all(call);
        if (call.flag("Status")) {
            shown.put("OperationalServers", names(servers, false));
            shown.put("ServersInMaintenance", names(servers, true));
            shown.put("WitnessShareInUse", "Primary");
        }
        return List.of(shown);
    }

    private static List<String> names(List<Map<String, @Nullable Object>> servers, boolean paused) {
        return servers.stream()
                .filter(server -> Servers.PAUSED.equals(server.get("ClusterNode")) == paused)
                .map(Servers::name)
                .toList();
    }

    private static List<Map<String, @Nullable Object>> nodes(Call call) {
        call.only(Set.of("Name", "Cluster"));
        return chosen(call, "Name").stream().map(Members::shownNode).toList();
    }

    private static Map<String, @Nullable Object> shownNode(Map<String, @Nullable Object> server) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.FailoverClusters.PowerShell.ClusterNode");
        shown.put("Name", Servers.name(server));
        shown.put("State", server.get("ClusterNode"));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> node(Call call, String state) {
        call.only(Set.of("Name", "Cluster", "Drain", "ForceDrain", "Wait", "TargetNode", "Failback"));
        Map<String, @Nullable Object> server =
                Servers.server(call, call.texts("Name").stream().findFirst().orElseGet(() -> call.need("Name")));
        Servers.put(call, server, "ClusterNode", state);
        if (state.equals(Servers.PAUSED)) {
            moveManager(call, Servers.name(server));
        }
        return List.of(shownNode(Servers.server(call, Servers.name(server))));
    }

    /** The group's manager leaves a node that is paused. */
    private static void moveManager(Call call, String server) {
        call.documents().find(Servers.GROUP).ifPresent(group -> {
            String other = Data.texts(group.get("Servers")).stream()
                    .filter(name -> !name.equalsIgnoreCase(server))
                    .findFirst()
                    .orElse(server);
            if (server.equalsIgnoreCase(String.valueOf(group.get("PrimaryActiveManager")))) {
                Map<String, @Nullable Object> changed = new LinkedHashMap<>(group);
                changed.put("PrimaryActiveManager", other);
                call.documents().put(Servers.GROUP, changed);
            }
        });
    }
}
