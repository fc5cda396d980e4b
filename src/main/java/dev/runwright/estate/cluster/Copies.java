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

/** Databases and their copies (domain.md G.3). Stateless. */
final class Copies {
    private static final Set<String> SKIPS = Set.of(
            "SkipHealthChecks",
            "SkipLagChecks",
            "SkipActiveCopyChecks",
            "SkipClientExperienceChecks",
            "SkipMaximumActiveDatabasesChecks",
            "SkipMoveSuppressionChecks",
            "SkipAllChecks",
            "SkipCpuChecks");

    private Copies() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-MailboxDatabaseCopyStatus", Copies::get),
                Rule.changing("Move-ActiveMailboxDatabase", Copies::move),
                Rule.asking("Suspend-MailboxDatabaseCopy", Copies::suspend, "Identity"),
                Rule.changing("Resume-MailboxDatabaseCopy", Copies::resume, "Identity"));
    }

    /** What a copy is: mounted, or how well it follows. */
    static String status(Map<String, @Nullable Object> database, String server) {
        Map<String, @Nullable Object> copy = Servers.copy(database, server);
        if (Servers.isActive(database, server)) {
            return Boolean.TRUE.equals(database.get("Mounted")) ? "Mounted" : "Dismounted";
        }
        boolean failed = Boolean.TRUE.equals(copy.get("Failed"));
        if (Boolean.TRUE.equals(copy.get("Suspended"))) {
            return failed ? "FailedAndSuspended" : "Suspended";
        }
        return failed ? "Failed" : "Healthy";
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "Server", "Active", "ConnectionStatus", "DomainController"));
        String identity = call.text("Identity");
        int slash = identity == null ? -1 : identity.indexOf('\\');
        String server =
                slash < 0 ? call.text("Server") : String.valueOf(identity).substring(slash + 1);
        List<Map<String, @Nullable Object>> databases = identity == null
                ? Servers.databases(call)
                : List.of(Servers.database(call, slash < 0 ? identity : identity.substring(0, slash)));
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> database : databases) {
            for (String name : Data.map(database.get(Servers.COPIES)).keySet()) {
                boolean wanted = server == null || server.equalsIgnoreCase(name);
                if (wanted && (!call.flag("Active") || Servers.isActive(database, name))) {
                    shown.add(shown(database, name));
                }
            }
        }
        return shown;
    }

    private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> database, String server) {
        Map<String, @Nullable Object> copy = Servers.copy(database, server);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.Exchange.Management.SystemConfigurationTasks.DatabaseCopyStatusEntry");
        shown.put("Identity", Servers.name(database) + "\\" + server);
        shown.put("Name", Servers.name(database) + "\\" + server);
        shown.put("DatabaseName", Servers.name(database));
        shown.put("Status", status(database, server));
        shown.put("MailboxServer", server);
        shown.put("ActiveDatabaseCopy", String.valueOf(database.get("Active")).toLowerCase(java.util.Locale.ROOT));
        shown.put("ActivationPreference", copy.get("ActivationPreference"));
        shown.put("CopyQueueLength", copy.get("CopyQueueLength"));
        shown.put("ReplayQueueLength", copy.get("ReplayQueueLength"));
        shown.put("ContentIndexState", "NotApplicable");
        shown.put("ActivationSuspended", copy.get("ActivationSuspended"));
        shown.put("ErrorMessage", null);
        return shown;
    }

    private static List<Map<String, @Nullable Object>> move(Call call) {
        Set<String> known = new java.util.HashSet<>(SKIPS);
        known.addAll(Set.of(
                "Identity", "Server", "ActivateOnServer", "MountDialOverride", "MoveComment", "DomainController"));
        call.only(known);
        String from = call.text("Server");
        if (from != null) {
            moveAway(call, Servers.name(Servers.server(call, from)));
            return List.of();
        }
        Map<String, @Nullable Object> database = Servers.database(call, call.need("Identity"));
        String target = call.text("ActivateOnServer");
        String to = target == null ? best(call, database) : Servers.name(Servers.server(call, target));
        activate(call, database, to, call.parameters().keySet().stream().anyMatch(SKIPS::contains));
        return List.of();
    }

    /** Moves every active copy of a server to another one. */
    static void moveAway(Call call, String server) {
        for (Map<String, @Nullable Object> database : Servers.databases(call)) {
            if (Servers.isActive(database, server)
                    && Data.map(database.get(Servers.COPIES)).size() > 1) {
                activate(call, database, best(call, database), false);
            }
        }
    }

    /** The healthy copy that is preferred, on a server that takes part. */
    private static String best(Call call, Map<String, @Nullable Object> database) {
        return Data.map(database.get(Servers.COPIES)).keySet().stream()
                .filter(server -> canActivate(call, database, server))
                .min(java.util.Comparator.comparingLong(server -> preference(database, server)))
                .orElseThrow(() -> Servers.failure(
                        "AmDbActionWrapperException",
                        "An Active Manager operation failed. Error: No healthy copy of database '"
                                + Servers.name(database) + "' can be activated.",
                        "InvalidOperation",
                        Servers.name(database)));
    }

    private static long preference(Map<String, @Nullable Object> database, String server) {
        return Servers.copy(database, server).get("ActivationPreference") instanceof Long number
                ? number
                : Long.MAX_VALUE;
    }

    private static boolean canActivate(Call call, Map<String, @Nullable Object> database, String server) {
        Map<String, @Nullable Object> member = Servers.server(call, server);
        return status(database, server).equals("Healthy")
                && !Boolean.TRUE.equals(Servers.copy(database, server).get("ActivationSuspended"))
                && !Servers.PAUSED.equals(member.get("ClusterNode"))
                && !"Blocked".equals(member.get("DatabaseCopyAutoActivationPolicy"));
    }

    private static void activate(Call call, Map<String, @Nullable Object> database, String server, boolean unchecked) {
        if (Servers.isActive(database, server)) {
            return;
        }
        if (!unchecked && !status(database, server).equals("Healthy")) {
            throw Servers.failure(
                    "AmDbActionWrapperException",
                    "An Active Manager operation failed. Error: Database copy '" + Servers.name(database)
                            + "' on server '" + server + "' is not healthy.",
                    "InvalidOperation",
                    Servers.name(database));
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(database);
        changed.put("Active", server);
        call.documents().put(Servers.DATABASES + "/" + Servers.name(database), changed);
    }

    private static Map<String, @Nullable Object> named(Call call) {
        String identity = call.need("Identity");
        int slash = identity.indexOf('\\');
        if (slash < 0) {
            throw Servers.notFound(call, identity);
        }
        Map<String, @Nullable Object> database = Servers.database(call, identity.substring(0, slash));
        if (Servers.copy(database, server(call)).isEmpty()) {
            throw Servers.notFound(call, identity);
        }
        return database;
    }

    private static String server(Call call) {
        String identity = call.need("Identity");
        return Servers.name(Servers.server(call, identity.substring(identity.indexOf('\\') + 1)));
    }

    private static List<Map<String, @Nullable Object>> suspend(Call call) {
        call.only(Set.of("Identity", "ActivationOnly", "SuspendComment", "DomainController"));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("ActivationSuspended", true);
        if (!call.flag("ActivationOnly")) {
            facts.put("Suspended", true);
        }
        Servers.putCopy(call, named(call), server(call), facts);
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> resume(Call call) {
        call.only(Set.of("Identity", "ReplicationOnly", "DisableReplayLag", "DomainController"));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("Suspended", false);
        if (!call.flag("ReplicationOnly")) {
            facts.put("ActivationSuspended", false);
        }
        Servers.putCopy(call, named(call), server(call), facts);
        return List.of();
    }
}
