package dev.runwright.estate.cluster;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.value.Data;
import dev.runwright.wire.ShellError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers and databases: where they are kept and how they are found. Stateless. */
final class Servers {
    static final String GROUP = "servers/group";
    static final String MEMBERS = "servers/members";
    static final String DATABASES = "servers/databases";
    /** A server's property: component to requester to state. */
    static final String COMPONENTS = "Components";
    /** A database's property: server to the facts of its copy. */
    static final String COPIES = "Copies";

    static final String PAUSED = "Paused";
    static final String ACTIVE = "Active";

    private Servers() {}

    /** @throws CommandFailure if there is no such server */
    static Map<String, @Nullable Object> server(Call call, String name) {
        String own = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return member(call, own).orElseThrow(() -> notFound(call, name));
    }

    private static java.util.Optional<Map<String, @Nullable Object>> member(Call call, String name) {
        return call.documents().under(MEMBERS).values().stream()
                .filter(server -> name.equalsIgnoreCase(name(server)))
                .findFirst();
    }

    static List<Map<String, @Nullable Object>> all(Call call) {
        return new ArrayList<>(call.documents().under(MEMBERS).values());
    }

    static String name(Map<String, @Nullable Object> document) {
        return String.valueOf(document.get("Name"));
    }

    /** A server with one property changed. */
    static void put(Call call, Map<String, @Nullable Object> server, String property, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(server(call, name(server)));
        changed.put(property, value);
        call.documents().put(MEMBERS + "/" + name(server), changed);
    }

    /** @throws CommandFailure if there is no such database */
    static Map<String, @Nullable Object> database(Call call, String name) {
        return databases(call).stream()
                .filter(database -> name.equalsIgnoreCase(name(database)))
                .findFirst()
                .orElseThrow(() -> notFound(call, name));
    }

    static List<Map<String, @Nullable Object>> databases(Call call) {
        return new ArrayList<>(call.documents().under(DATABASES).values());
    }

    /** The facts of one copy. */
    static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> database, String server) {
        return Data.map(Data.map(database.get(COPIES)).get(server));
    }

    static boolean isActive(Map<String, @Nullable Object> database, String server) {
        return server.equalsIgnoreCase(String.valueOf(database.get("Active")));
    }

    /** Changes one fact of a copy. */
    static void putCopy(
            Call call, Map<String, @Nullable Object> database, String server, Map<String, @Nullable Object> facts) {
        Map<String, @Nullable Object> copies = new LinkedHashMap<>(Data.map(database.get(COPIES)));
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(copy(database, server));
        copy.putAll(facts);
        copies.put(server, copy);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(database);
        changed.put(COPIES, copies);
        call.documents().put(DATABASES + "/" + name(database), changed);
    }

    static CommandFailure notFound(Call call, String name) {
        return failure(
                "ManagementObjectNotFoundException",
                "The operation couldn't be performed because object '" + name + "' couldn't be found.",
                "ObjectNotFound",
                name);
    }

    static CommandFailure failure(String type, String sentence, String category, String target) {
        return CommandFailure.written(ShellError.of(
                sentence,
                "Microsoft.Exchange.Configuration.Tasks." + type,
                "[FailureCategory=Cmdlet-" + type + "]",
                category,
                target));
    }
}
