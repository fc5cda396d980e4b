package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directory roles and their members (domain.md D.2). Stateless. */
final class Roles {
    static final String FOLDER = "tenant/roles";
    private static final String TYPE = "#microsoft.graph.directoryRole";

    private Roles() {}

    static List<Route> routes() {
        Set<String> read =
                Set.of("RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "Directory.Read.All");
        Set<String> write = Set.of("RoleManagement.ReadWrite.Directory");
        return List.of(
                Route.of("GET /users/{id}/memberOf", read, Roles::memberOf),
                Route.of("GET /users/{id}/memberOf/microsoft.graph.directoryRole", read, Roles::memberOf),
                Route.of("GET /directoryRoles", read, ask -> Page.of(ask, all(ask.documents()), List.of())),
                Route.of("GET /directoryRoles/{role}/members", read, Roles::members),
                Route.of("POST /directoryRoles/{role}/members/$ref", write, Roles::add),
                Route.of("DELETE /directoryRoles/{role}/members/{user}/$ref", write, Roles::remove));
    }

    /** The roles of a user. */
    static List<Map<String, @Nullable Object>> of(Documents documents, String user) {
        List<Map<String, @Nullable Object>> roles = new ArrayList<>();
        documents.under(FOLDER).values().forEach(role -> {
            if (Data.texts(role.get("members")).contains(user)) {
                roles.add(shown(role));
            }
        });
        return roles;
    }

    private static List<Map<String, @Nullable Object>> all(Documents documents) {
        List<Map<String, @Nullable Object>> roles = new ArrayList<>();
        documents.under(FOLDER).values().forEach(role -> roles.add(shown(role)));
        return roles;
    }

    private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> role) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("@odata.type", TYPE);
        shown.putAll(role);
        shown.remove("members");
        return shown;
    }

    private static Answer memberOf(Ask ask) {
        String user = Users.id(Users.find(ask.documents(), ask.name("id")));
        return Page.of(ask, of(ask.documents(), user), List.of());
    }

    private static Answer members(Ask ask) {
        List<Map<String, @Nullable Object>> users = new ArrayList<>();
        for (String id : Data.texts(role(ask).get("members"))) {
            users.add(Users.shown(ask.documents(), Users.find(ask.documents(), id)));
        }
        return Page.of(ask, users, Users.STANDARD);
    }

    private static Map<String, @Nullable Object> role(Ask ask) {
        return ask.documents()
                .find(FOLDER + "/" + ask.name("role"))
                .orElseThrow(() -> GraphFailure.noResource(ask.name("role")));
    }

    private static Answer add(Ask ask) {
        String link = String.valueOf(ask.text("@odata.id"));
        String user = Users.id(Users.find(ask.documents(), link.substring(link.lastIndexOf('/') + 1)));
        List<String> members = new ArrayList<>(Data.texts(role(ask).get("members")));
        if (members.contains(user)) {
            throw GraphFailure.of(
                    400,
                    "Request_BadRequest",
                    "One or more added object references already exist for the following modified properties: 'members'.");
        }
        members.add(user);
        return keep(ask, members);
    }

    private static Answer remove(Ask ask) {
        List<String> members = new ArrayList<>(Data.texts(role(ask).get("members")));
        if (!members.remove(ask.name("user"))) {
            throw GraphFailure.noResource(ask.name("user"));
        }
        return keep(ask, members);
    }

    private static Answer keep(Ask ask, List<String> members) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(role(ask));
        changed.put("members", members);
        ask.documents().put(FOLDER + "/" + ask.name("role"), changed);
        return Answer.none();
    }
}
