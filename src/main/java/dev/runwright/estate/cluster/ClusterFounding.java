package dev.runwright.estate.cluster;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes servers, databases and their copies from the estate's description. */
final class ClusterFounding {
    private static final Set<String> KEYS = Set.of("group", "domain", "witness", "members", "databases");
    private static final Set<String> MEMBER_KEYS =
            Set.of("name", "version", "setup", "queue", "activation", "stopped_services", "unhealthy", "failed_checks");
    private static final Set<String> DATABASE_KEYS =
            Set.of("name", "active", "copies", "copy_queue", "replay_queue", "failed");

    private final Documents documents;

    ClusterFounding(Documents documents) {
        this.documents = documents;
    }

    void found(Map<String, @Nullable Object> description) {
        if (description.isEmpty()) {
            return;
        }
        Described servers = new Described("servers", description, KEYS);
        String domain = servers.text("domain", "contoso.com");
        List<String> names = new ArrayList<>();
        for (Described member : servers.list("members", MEMBER_KEYS)) {
            member(member, domain);
            names.add(member.need("name"));
        }
        for (Described database : servers.list("databases", DATABASE_KEYS)) {
            database(database, names);
        }
        if (servers.get("group") != null) {
            Map<String, @Nullable Object> group = new LinkedHashMap<>();
            group.put("Name", servers.need("group"));
            group.put("Servers", names);
            group.put("WitnessServer", servers.text("witness", "FS01"));
            group.put("PrimaryActiveManager", names.isEmpty() ? null : names.get(0));
            documents.put(Servers.GROUP, group);
        }
    }

    private void member(Described described, String domain) {
        String name = described.need("name");
        Map<String, @Nullable Object> server = new LinkedHashMap<>();
        server.put("Name", name);
        server.put("Fqdn", name + "." + domain);
        server.put("AdminDisplayVersion", described.text("version", "Version 15.2 (Build 1748.10)"));
        server.put("SetupVersion", described.text("setup", "15.02.1748.010"));
        server.put("ClusterNode", "Up");
        server.put("DatabaseCopyAutoActivationPolicy", described.text("activation", "Unrestricted"));
        server.put("DatabaseCopyActivationDisabledAndMoveNow", false);
        server.put("QueueLength", described.number("queue", 0L));
        server.put("DrainingSince", null);
        server.put("StoppedServices", described.texts("stopped_services"));
        server.put("UnhealthySets", described.texts("unhealthy"));
        server.put("FailedChecks", described.texts("failed_checks"));
        server.put(Servers.COMPONENTS, Components.fresh());
        documents.put(Servers.MEMBERS + "/" + name, server);
    }

    private void database(Described described, List<String> servers) {
        String name = described.need("name");
        List<String> copies = described.get("copies") == null ? servers : described.texts("copies");
        String active = described.text("active", copies.isEmpty() ? "" : copies.get(0));
        if (!copies.contains(active)) {
            throw BadDescription.badValue(described.where() + ".active", "one of its copies", active);
        }
        List<String> failed = described.texts("failed");
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        long preference = 1;
        for (String server : copies) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            copy.put("ActivationPreference", preference++);
            copy.put("CopyQueueLength", server.equals(active) ? 0L : described.number("copy_queue", 0L));
            copy.put("ReplayQueueLength", server.equals(active) ? 0L : described.number("replay_queue", 0L));
            copy.put("Suspended", false);
            copy.put("ActivationSuspended", false);
            copy.put("Failed", failed.contains(server));
            facts.put(server, copy);
        }
        Map<String, @Nullable Object> database = new LinkedHashMap<>();
        database.put("Name", name);
        database.put("Active", active);
        database.put("Mounted", true);
        database.put(Servers.COPIES, facts);
        documents.put(Servers.DATABASES + "/" + name, database);
    }
}
