package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tree of computer groups, below "All Computers". Stateless. */
final class Groups {
    static final String FOLDER = "updates/groups";
    static final String ALL = "All Computers";
    static final String ALL_ID = "a0a08746-4dbe-4a37-9adf-9e7652c0b421";
    static final String UNASSIGNED = "Unassigned Computers";
    static final String UNASSIGNED_ID = "b73ca6ed-5727-47f3-84de-015e03f6a88a";

    private Groups() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwTargetGroup", Groups::get),
                Rule.changing("New-RwTargetGroup", Groups::create, "Name"),
                Rule.changing("Remove-RwTargetGroup", Groups::remove, "Name"));
    }

    /** Makes the two groups that every server has. */
    static void found(Documents documents) {
        put(documents, ALL_ID, ALL, null);
        put(documents, UNASSIGNED_ID, UNASSIGNED, ALL_ID);
    }

    static String idOf(String name) {
        return name.equalsIgnoreCase(ALL)
                ? ALL_ID
                : name.equalsIgnoreCase(UNASSIGNED) ? UNASSIGNED_ID : Described.guid("target-group", name);
    }

    static void put(Documents documents, String id, String name, @Nullable String parent) {
        Document.at(documents, FOLDER + "/" + id)
                .set("Name", name)
                .set("Parent", parent)
                .keep(documents);
    }

    static Optional<Document> find(Documents documents, String name) {
        return Document.under(documents, FOLDER).stream()
                .filter(group -> group.text("Name").equalsIgnoreCase(name))
                .findFirst();
    }

    static Document need(Documents documents, String name) {
        return find(documents, name).orElseThrow(() -> UpdateErrors.noGroup(name));
    }

    static String nameOf(Documents documents, String id) {
        return Document.at(documents, FOLDER + "/" + id).text("Name");
    }

    /** A group and those above it, nearest first. */
    static List<String> upwards(Documents documents, String id) {
        List<String> ids = new ArrayList<>();
        String next = id;
        while (!next.isEmpty() && !ids.contains(next)) {
            ids.add(next);
            next = Document.at(documents, FOLDER + "/" + next).text("Parent");
        }
        return ids;
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        String name = call.text("Name");
        return Document.under(call.documents(), FOLDER).stream()
                .filter(group -> name == null || group.text("Name").equalsIgnoreCase(name))
                .map(group -> shown(call.documents(), group))
                .toList();
    }

    private static Map<String, @Nullable Object> shown(Documents documents, Document group) {
        Map<String, @Nullable Object> shown = group.shown("$type", "Id", "Name", "Computers", "Parent");
        shown.put("$type", "Runwright.TargetGroup");
        shown.put("Id", group.key());
        shown.put("Computers", (long) Computers.direct(documents, group.key()).size());
        String parent = group.text("Parent");
        shown.put("Parent", parent.isEmpty() ? null : nameOf(documents, parent));
        return shown;
    }

    private static void needMaster(Call call) {
        if (Server.need(call).flag("IsReplicaServer")) {
            throw UpdateErrors.refused("Target groups of a replica server come from its upstream server.", "Name");
        }
    }

    private static List<Map<String, @Nullable Object>> create(Call call) {
        needMaster(call);
        String name = call.need("Name");
        if (find(call.documents(), name).isPresent()) {
            throw UpdateErrors.refused("A group with that name already exists.", name);
        }
        put(call.documents(), idOf(name), name, ALL_ID);
        return List.of(shown(call.documents(), need(call.documents(), name)));
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        needMaster(call);
        Documents documents = call.documents();
        Document group = need(documents, call.need("Name"));
        if (group.key().equals(ALL_ID) || group.key().equals(UNASSIGNED_ID)) {
            throw UpdateErrors.refused("The built-in target group cannot be deleted.", group.text("Name"));
        }
        List<Document> members = Computers.members(documents, group.key());
        if (!members.isEmpty()) {
            throw UpdateErrors.refused(
                    "The target group '" + group.text("Name") + "' still has " + members.size() + " computers.",
                    group.text("Name"));
        }
        for (Document below : Document.under(documents, FOLDER)) {
            if (below.text("Parent").equals(group.key())) {
                below.set("Parent", group.text("Parent")).keep(documents);
            }
        }
        Approvals.ofGroup(documents, group.key()).forEach(approval -> documents.remove(approval.path()));
        documents.remove(group.path());
        return List.of();
    }
}
