package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Approvals and declines, with the server's own reasons to refuse them (domain.md A.6). Stateless. */
final class Approvals {
    static final String FOLDER = "updates/approvals";
    static final String INSTALL = "Install";
    static final String NOT_APPROVED = "NotApproved";
    private static final String UNINSTALL = "Uninstall";
    private static final String NONE = "None";

    private Approvals() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwUpdateApproval", Approvals::get, "UpdateId", "TargetGroupName"),
                Rule.changing("Set-RwUpdateApproval", Approvals::set, "UpdateId", "TargetGroupName", "Action"),
                Rule.changing("Get-RwUpdateDecline", Approvals::getDecline, "UpdateId"),
                Rule.changing("Set-RwUpdateDecline", Approvals::setDecline, "UpdateId", "IsDeclined"));
    }

    private static String path(String update, String group) {
        return FOLDER + "/" + update + "/" + group;
    }

    /** The approvals of an update that have been given by now, by group. */
    static List<Document> of(Documents documents, String update) {
        return Document.under(documents, FOLDER + "/" + update).stream()
                .filter(approval -> approval.since("CreationDate", documents.now()))
                .toList();
    }

    static List<Document> ofGroup(Documents documents, String group) {
        return Document.under(documents, FOLDER).stream()
                .filter(approval -> approval.key().equals(group))
                .toList();
    }

    /** The approval that counts for a computer of these groups: its own group's, else the next above. */
    static Optional<Document> effective(Documents documents, String update, List<String> groups) {
        List<Document> given = of(documents, update);
        List<Document> found = new ArrayList<>();
        for (String group : groups) {
            Groups.upwards(documents, group).stream()
                    .flatMap(id ->
                            given.stream().filter(approval -> approval.key().equals(id)))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found.stream()
                .filter(approval -> approval.text("Action").equals(INSTALL))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        Update update = Update.need(call.documents(), call.need("UpdateId"));
        Document group = Groups.need(call.documents(), call.need("TargetGroupName"));
        return List.of(shown(call.documents(), update, group));
    }

    private static Map<String, @Nullable Object> shown(Documents documents, Update update, Document group) {
        Optional<Document> given = of(documents, update.id()).stream()
                .filter(approval -> approval.key().equals(group.key()))
                .findFirst();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.UpdateApproval");
        shown.put("UpdateId", update.id());
        shown.put("TargetGroupName", group.text("Name"));
        shown.put("Action", given.map(approval -> approval.text("Action")).orElse(NONE));
        shown.put("Deadline", given.map(approval -> approval.get("Deadline")).orElse(null));
        shown.put(
                "State",
                given.map(approval -> update.isActive(approval) ? "Active" : "Pending")
                        .orElse(null));
        shown.put(
                "AdministratorName",
                given.map(approval -> approval.text("AdministratorName")).orElse(null));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        Document server = Server.need(call);
        Update update = Update.need(call.documents(), call.need("UpdateId"));
        Document group = Groups.need(call.documents(), call.need("TargetGroupName"));
        String action = call.need("Action");
        OffsetDateTime deadline = call.get("Deadline") instanceof OffsetDateTime time ? time : null;
        if (!call.has("Deadline")) {
            Document before = Document.at(call.documents(), path(update.id(), group.key()));
            deadline = before.text("Action").equals(action) && before.get("Deadline") instanceof OffsetDateTime kept
                    ? kept
                    : null;
        }
        refuse(call.documents(), update, group, new Wanted(action, deadline), server);
        give(call.documents(), update, group, new Wanted(action, deadline), server.text("Operator"));
        return List.of(shown(call.documents(), Update.need(call.documents(), update.id()), group));
    }

    /**
     * An approval as it is asked for.
     *
     * @param deadline null for none
     */
    record Wanted(String action, @Nullable OffsetDateTime deadline) {}

    /** Throws the server's reason why this approval cannot be given; one that is there already may be asked for again. */
    static void refuse(Documents documents, Update update, Document group, Wanted wanted, Document server) {
        if (server.flag("IsReplicaServer")) {
            throw UpdateErrors.refused("Cannot apply this approval rule on a replica server.", update.id());
        }
        if (wanted.action().equals(NONE)) {
            return;
        }
        if (update.isExpired()) {
            throw UpdateErrors.refused(
                    "The specified update cannot be used because it has been expired by its publisher.", update.id());
        }
        if (wanted.action().equals(INSTALL) && Licences.isOpen(update)) {
            throw UpdateErrors.refused(
                    "This Update has Microsoft Software License Terms that must be accepted before it can be deployed.",
                    update.id());
        }
        if (wanted.deadline() != null && update.document().flag("CanRequestUserInput")) {
            throw UpdateErrors.refused(
                    "A deadline cannot be applied to an update that requires user input.", update.id());
        }
        if (wanted.action().equals(UNINSTALL) && !update.document().flag("CanUninstall")) {
            throw UpdateErrors.refused(
                    "The desired update approval is not valid for the specified computer target group.",
                    group.text("Name"));
        }
        if (wanted.action().equals(INSTALL) && prerequisiteIsRemoved(documents, update, group)) {
            throw UpdateErrors.refused(
                    "The desired update approval action cannot be used because a dependency has been approved for the"
                            + " opposite action.",
                    update.id());
        }
    }

    private static boolean prerequisiteIsRemoved(Documents documents, Update update, Document group) {
        String needed = update.document().text("Prerequisite");
        return !needed.isEmpty()
                && effective(documents, needed, List.of(group.key()))
                        .filter(approval -> approval.text("Action").equals(UNINSTALL))
                        .isPresent();
    }

    /** Gives an approval, or takes it away; the content's download begins with the first one to install. */
    static void give(Documents documents, Update update, Document group, Wanted wanted, String administrator) {
        String path = path(update.id(), group.key());
        Document approval = Document.at(documents, path);
        boolean same = approval.text("Action").equals(wanted.action())
                && Objects.equals(approval.get("Deadline"), wanted.deadline());
        if (same) {
            return;
        }
        Computers.settle(documents, update);
        if (wanted.action().equals(NONE)) {
            documents.remove(path);
            return;
        }
        if (!approval.text("Action").equals(wanted.action())) {
            approval.setTime("CreationDate", documents.now());
        }
        approval.set("Action", wanted.action())
                .set("Deadline", wanted.deadline())
                .set("AdministratorName", administrator)
                .keep(documents);
        Document changed = Document.at(documents, update.document().path()).set("DeclinedAt", null);
        if (wanted.action().equals(INSTALL) && changed.get("DownloadStarted") == null) {
            changed.setTime("DownloadStarted", documents.now());
        }
        changed.keep(documents);
    }

    private static List<Map<String, @Nullable Object>> getDecline(Call call) {
        Server.need(call);
        return List.of(declineShown(call.documents(), Update.need(call.documents(), call.need("UpdateId"))));
    }

    private static Map<String, @Nullable Object> declineShown(Documents documents, Update update) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.UpdateDecline");
        shown.put("UpdateId", update.id());
        shown.put("IsDeclined", update.isDeclined());
        List<Object> approvals = new ArrayList<>();
        for (Document approval : update.approvals()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("TargetGroupName", Groups.nameOf(documents, approval.key()));
            one.put("Action", approval.get("Action"));
            one.put("Deadline", approval.get("Deadline"));
            approvals.add(one);
        }
        shown.put("Approvals", approvals);
        return shown;
    }

    private static List<Map<String, @Nullable Object>> setDecline(Call call) {
        Document server = Server.need(call);
        Documents documents = call.documents();
        Update update = Update.need(documents, call.need("UpdateId"));
        boolean wanted = call.flag("IsDeclined");
        if (wanted != update.isDeclined()) {
            if (wanted) {
                decline(documents, update, server);
            } else {
                Document all = Groups.need(documents, Groups.ALL);
                Wanted lifted = new Wanted(NOT_APPROVED, null);
                refuse(documents, update, all, lifted, server);
                give(documents, update, all, lifted, server.text("Operator"));
            }
        }
        return List.of(declineShown(documents, Update.need(documents, update.id())));
    }

    /** Declines an update: its approvals go. */
    static void decline(Documents documents, Update update, Document server) {
        if (server.flag("IsReplicaServer")) {
            throw UpdateErrors.refused("Cannot apply this approval rule on a replica server.", update.id());
        }
        Computers.settle(documents, update);
        Document.under(documents, FOLDER + "/" + update.id()).forEach(approval -> documents.remove(approval.path()));
        Document.at(documents, update.document().path())
                .setTime("DeclinedAt", documents.now())
                .keep(documents);
    }
}
