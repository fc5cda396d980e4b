package dev.runwright.estate.cluster;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
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
        known("servers", description, KEYS);
        String domain = String.valueOf(description.getOrDefault("domain", "contoso.com"));
        List<String> names = new ArrayList<>();
        for (Map<String, @Nullable Object> described : items(description, "members", MEMBER_KEYS)) {
            member(described, domain);
            names.add(String.valueOf(described.get("name")));
        }
        for (Map<String, @Nullable Object> described : items(description, "databases", DATABASE_KEYS)) {
            database(described, names);
        }
        if (description.get("group") != null) {
            Map<String, @Nullable Object> group = new LinkedHashMap<>();
            group.put("Name", description.get("group"));
            group.put("Servers", names);
            group.put("WitnessServer", description.getOrDefault("witness", "FS01"));
            group.put("PrimaryActiveManager", names.isEmpty() ? null : names.get(0));
            documents.put(Servers.GROUP, group);
        }
    }

    private void member(Map<String, @Nullable Object> described, String domain) {
        String name = String.valueOf(described.get("name"));
        Map<String, @Nullable Object> server = new LinkedHashMap<>();
        server.put("Name", name);
        server.put("Fqdn", name + "." + domain);
        server.put("AdminDisplayVersion", described.getOrDefault("version", "Version 15.2 (Build 1748.10)"));
        server.put("SetupVersion", described.getOrDefault("setup", "15.02.1748.010"));
        server.put("ClusterNode", "Up");
        server.put("DatabaseCopyAutoActivationPolicy", described.getOrDefault("activation", "Unrestricted"));
        server.put("DatabaseCopyActivationDisabledAndMoveNow", false);
        server.put("QueueLength", described.getOrDefault("queue", 0L));
        server.put("DrainingSince", null);
        server.put("StoppedServices", Data.texts(described.get("stopped_services")));
        server.put("UnhealthySets", Data.texts(described.get("unhealthy")));
        server.put("FailedChecks", Data.texts(described.get("failed_checks")));
        server.put(Servers.COMPONENTS, Components.fresh());
        documents.put(Servers.MEMBERS + "/" + name, server);
    }

    private void database(Map<String, @Nullable Object> described, List<String> servers) {
        String name = String.valueOf(described.get("name"));
        List<String> copies = described.get("copies") == null ? servers : Data.texts(described.get("copies"));
        String active = String.valueOf(described.getOrDefault("active", copies.isEmpty() ? "" : copies.get(0)));
        if (!copies.contains(active)) {
            throw BadDescription.badValue("servers.databases." + name + ".active", "one of its copies", active);
        }
        List<String> failed = Data.texts(described.get("failed"));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        long preference = 1;
        for (String server : copies) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            copy.put("ActivationPreference", preference++);
            copy.put("CopyQueueLength", server.equals(active) ? 0L : described.getOrDefault("copy_queue", 0L));
            copy.put("ReplayQueueLength", server.equals(active) ? 0L : described.getOrDefault("replay_queue", 0L));
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

    private static List<Map<String, @Nullable Object>> items(
            Map<String, @Nullable Object> description, String key, Set<String> keys) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Object item : Data.list(description.get(key))) {
            Map<String, @Nullable Object> described = Data.map(item);
            known("servers." + key, described, keys);
            if (described.get("name") == null) {
                throw BadDescription.missing("servers." + key, "name");
            }
            items.add(described);
        }
        return items;
    }

    private static void known(String where, Map<String, @Nullable Object> described, Set<String> keys) {
        for (String key : described.keySet()) {
            if (!keys.contains(key)) {
                throw BadDescription.unknownKey(where, key, keys);
            }
        }
    }
}
