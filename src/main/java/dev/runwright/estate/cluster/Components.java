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

/**
 * Components of a server. One is active only if every requester says so, and only the requester that switched it off can switch it
 * on; the whole server being off line switches off all but two (domain.md G.3). Stateless.
 */
final class Components {
    static final String OFFLINE = "ServerWideOffline";
    static final String TRANSPORT = "HubTransport";
    private static final List<String> NAMES = List.of(
            OFFLINE,
            TRANSPORT,
            "FrontendTransport",
            "Monitoring",
            "RecoveryActionsEnabled",
            "AutoDiscoverProxy",
            "ActiveSyncProxy",
            "EcpProxy",
            "EwsProxy",
            "ImapProxy",
            "OabProxy",
            "OwaProxy",
            "PopProxy",
            "RpcProxy",
            "MapiProxy",
            "HighAvailability",
            "MailboxDeliveryProxy",
            "ForwardSyncDaemon",
            "ProvisioningRps");
    private static final Set<String> ALWAYS = Set.of("Monitoring", "RecoveryActionsEnabled");
    /** Components that are off on every server on premises. */
    private static final Set<String> OFF = Set.of("ForwardSyncDaemon", "ProvisioningRps");

    private static final Set<String> DRAINING = Set.of(TRANSPORT, "FrontendTransport", "UMCallRouter");
    private static final Set<String> REQUESTERS =
            Set.of("HealthAPI", "Maintenance", "Sidelined", "Functional", "Deployment");

    private Components() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-ServerComponentState", Components::get, "Identity"),
                Rule.changing(
                        "Set-ServerComponentState", Components::set, "Identity", "Component", "Requester", "State"));
    }

    /** What a server begins with. */
    static Map<String, @Nullable Object> fresh() {
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        NAMES.forEach(name -> components.put(name, OFF.contains(name) ? Map.of("Functional", "Inactive") : Map.of()));
        return components;
    }

    /** What a component is, all requesters heard. */
    static String state(Map<String, @Nullable Object> server, String component) {
        Map<String, @Nullable Object> components = Data.map(server.get(Servers.COMPONENTS));
        boolean off = !component.equals(OFFLINE)
                && !ALWAYS.contains(component)
                && !own(Data.map(components.get(OFFLINE))).equals(Servers.ACTIVE);
        return off ? "Inactive" : own(Data.map(components.get(component)));
    }

    private static String own(Map<String, @Nullable Object> requesters) {
        if (requesters.containsValue("Inactive")) {
            return "Inactive";
        }
        return requesters.containsValue("Draining") ? "Draining" : Servers.ACTIVE;
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "Component", "DomainController"));
        Map<String, @Nullable Object> server = Servers.server(call, call.need("Identity"));
        String component = call.text("Component");
        List<String> names = component == null ? NAMES : List.of(known(component));
        return names.stream().map(name -> shown(server, name)).toList();
    }

    private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> server, String component) {
        List<Map<String, @Nullable Object>> states = new ArrayList<>();
        Data.map(Data.map(server.get(Servers.COMPONENTS)).get(component)).forEach((requester, state) -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("Requester", requester);
            one.put("State", state);
            one.put("Component", component);
            states.add(one);
        });
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Exchange.Data.Directory.SystemConfiguration.ServerComponentState");
        shown.put("ServerFqdn", server.get("Fqdn"));
        shown.put("Component", component);
        shown.put("State", state(server, component));
        shown.put("ServerWideOfflineIsOffline", !state(server, OFFLINE).equals(Servers.ACTIVE));
        shown.put("LocalStates", states);
        shown.put("RemoteStates", states);
        shown.put("Identity", Servers.name(server));
        return shown;
    }

    private static String known(String component) {
        return NAMES.stream()
                .filter(component::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> Servers.failure(
                        "TaskArgumentException",
                        "'" + component + "' is not a component of the server.",
                        "InvalidArgument",
                        component));
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        call.only(Set.of("Identity", "Component", "Requester", "State", "LocalOnly", "RemoteOnly", "DomainController"));
        put(
                call,
                Servers.server(call, call.need("Identity")),
                call.need("Component"),
                call.need("Requester"),
                call.need("State"));
        return List.of();
    }

    /** What a requester says of a component from now on. */
    static void put(Call call, Map<String, @Nullable Object> server, String component, String requester, String state) {
        String name = known(component);
        if (!REQUESTERS.contains(requester)) {
            throw Servers.failure(
                    "TaskArgumentException", "'" + requester + "' is no requester.", "InvalidArgument", requester);
        }
        if (state.equals("Draining") && !DRAINING.contains(name)) {
            throw Servers.failure(
                    "TaskArgumentException", "The component '" + name + "' can't be drained.", "InvalidArgument", name);
        }
        Map<String, @Nullable Object> components = new LinkedHashMap<>(
                Data.map(Servers.server(call, Servers.name(server)).get(Servers.COMPONENTS)));
        Map<String, @Nullable Object> requesters = new LinkedHashMap<>(Data.map(components.get(name)));
        if (state.equals(Servers.ACTIVE)) {
            requesters.remove(requester);
        } else {
            requesters.put(requester, state);
        }
        components.put(name, requesters);
        Servers.put(call, server, Servers.COMPONENTS, components);
        if (name.equals(TRANSPORT)) {
            Queues.drained(call, server);
        }
    }
}
