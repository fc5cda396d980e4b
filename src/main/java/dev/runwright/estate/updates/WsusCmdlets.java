package dev.runwright.estate.updates;

import dev.runwright.estate.updates.Approvals.Wanted;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The UpdateServices module's own cmdlets of the server and its updates (domain.md A.4). Stateless. */
final class WsusCmdlets {
    private static final String COMMANDS = "Microsoft.UpdateServices.Commands.";

    private WsusCmdlets() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-WsusServer", WsusCmdlets::server),
                Rule.changing("Set-WsusServerSynchronization", WsusCmdlets::setSource),
                Rule.changing("Get-WsusUpdate", WsusCmdlets::updates),
                Rule.changing("Approve-WsusUpdate", WsusCmdlets::approve, "Update", "Action", "TargetGroupName"),
                Rule.changing("Deny-WsusUpdate", WsusCmdlets::deny, "Update"));
    }

    private static List<Map<String, @Nullable Object>> server(Call call) {
        Document server = Server.need(call);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.UpdateServices.Internal.BaseApi.UpdateServer");
        shown.putAll(server.shown("Name", "Version", "PortNumber"));
        shown.put("IsConnectionSecureForApiRemoting", server.flag("UseSsl"));
        shown.put("ServerName", server.get("Name"));
        shown.put("UseSecureConnection", server.flag("UseSsl"));
        return List.of(shown);
    }

    private static List<Map<String, @Nullable Object>> setSource(Call call) {
        Document server = Server.need(call);
        boolean microsoft = call.flag("SyncFromMU");
        if (microsoft == (call.text("UssServerName") != null)) {
            throw UpdateErrors.badArgument(
                    "Parameter set cannot be resolved using the specified named parameters.", "SyncFromMU");
        }
        server.set("SyncFromMicrosoftUpdate", microsoft)
                .set("UpstreamServer", call.text("UssServerName"))
                .set("UpstreamPort", microsoft ? null : call.has("PortNumber") ? call.get("PortNumber") : 8530L)
                .set("UpstreamUseSsl", call.flag("UseSsl"))
                .set("IsReplicaServer", call.flag("Replica"))
                .keep(call.documents());
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> updates(Call call) {
        Server.need(call);
        Documents documents = call.documents();
        if (call.text("UpdateId") != null) {
            return List.of(shown(documents, Update.need(documents, call.need("UpdateId"))));
        }
        return Update.all(documents).stream()
                .filter(update -> ofClass(update, call.text("Classification")))
                .filter(update -> approved(update, call.text("Approval")))
                .map(update -> shown(documents, update))
                .filter(shown -> hasStatus(shown, call.text("Status")))
                .toList();
    }

    private static boolean ofClass(Update update, @Nullable String wanted) {
        Document document = update.document();
        return switch (wanted == null ? "All" : wanted) {
            case "Critical" -> document.text("Classification").equals("Critical Updates");
            case "Security" -> document.text("Classification").equals("Security Updates");
            case "WSUS" -> document.flag("IsInfrastructure");
            default -> true;
        };
    }

    private static boolean approved(Update update, @Nullable String wanted) {
        boolean install = update.approvals().stream()
                .anyMatch(approval -> approval.text("Action").equals(Approvals.INSTALL));
        return switch (wanted == null ? "AnyExceptDeclined" : wanted) {
            case "Approved" -> install;
            case "Unapproved" -> !install && !update.isDeclined();
            case "Declined" -> update.isDeclined();
            default -> !update.isDeclined();
        };
    }

    private static boolean hasStatus(Map<String, @Nullable Object> shown, @Nullable String wanted) {
        Set<String> counted = switch (wanted == null ? "Any" : wanted) {
            case "NoStatus" -> Set.of("ComputersWithNoStatus");
            case "InstalledOrNotApplicable" -> Set.of("ComputersInstalledOrNotApplicable");
            case "InstalledOrNotApplicableOrNoStatus" ->
                Set.of("ComputersInstalledOrNotApplicable", "ComputersWithNoStatus");
            case "Failed" -> Set.of("ComputersWithErrors");
            case "Needed" -> Set.of("ComputersNeedingThisUpdate");
            case "FailedOrNeeded" -> Set.of("ComputersWithErrors", "ComputersNeedingThisUpdate");
            default -> Set.of();
        };
        return counted.isEmpty()
                || counted.stream().anyMatch(name -> shown.get(name) instanceof Number count && count.longValue() > 0);
    }

    private static Map<String, @Nullable Object> shown(Documents documents, Update update) {
        Document document = update.document();
        Map<String, Long> counts = Computers.counts(documents, Document.under(documents, Computers.FOLDER), update);
        long done = counts.getOrDefault("Installed", 0L) + counts.getOrDefault("NotApplicable", 0L);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", COMMANDS + "WsusUpdate");
        shown.put("Update", inner(update));
        shown.put("UpdateId", update.id());
        shown.put("Classification", document.get("Classification"));
        shown.put("Approved", approvedText(documents, update));
        shown.put("ComputersWithErrors", counts.get("Failed"));
        shown.put(
                "ComputersNeedingThisUpdate",
                counts.getOrDefault("NotInstalled", 0L)
                        + counts.getOrDefault("Downloaded", 0L)
                        + counts.getOrDefault(Computers.PENDING_REBOOT, 0L));
        shown.put("ComputersInstalledOrNotApplicable", done);
        shown.put("ComputersWithNoStatus", counts.get("Unknown"));
        shown.put("InstalledOrNotApplicablePercentage", all == 0 ? 0L : done * 100 / all);
        shown.put(
                "UpdatesSupersedingThisUpdate",
                UpdateCmdlets.isSuperseded(update) ? List.of(document.text("SupersededBy")) : List.of("None"));
        shown.put("Products", document.get("Products"));
        shown.put("MsrcNumbers", document.get("Bulletins"));
        return shown;
    }

    /** The update as the server's own interface shows it. */
    private static Map<String, @Nullable Object> inner(Update update) {
        Document document = update.document();
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("Id", Map.of("UpdateId", update.id(), "RevisionNumber", update.revision()));
        inner.put("Title", document.get("Title"));
        inner.put("MsrcSeverity", document.get("Severity"));
        inner.put("KnowledgebaseArticles", document.get("KnowledgeBase"));
        inner.put("SecurityBulletins", document.get("Bulletins"));
        inner.put("UpdateClassificationTitle", document.get("Classification"));
        inner.put("ProductTitles", document.get("Products"));
        inner.put("CreationDate", document.get("CreationDate"));
        inner.put("ArrivalDate", document.get("ArrivalDate"));
        inner.put("PublicationState", update.isExpired() ? "Expired" : "Published");
        inner.put("IsApproved", !update.approvals().isEmpty());
        inner.put("IsDeclined", update.isDeclined());
        inner.put("HasStaleUpdateApprovals", update.hasStaleApprovals());
        inner.put("HasEarlierRevision", update.isRevised());
        inner.put("IsLatestRevision", true);
        inner.put("State", update.contentState());
        inner.put("HasLicenseAgreement", document.flag("LicenceRequired"));
        inner.put("RequiresLicenseAgreementAcceptance", Licences.isOpen(update));
        inner.put("IsSuperseded", UpdateCmdlets.isSuperseded(update));
        inner.put("IsWsusInfrastructureUpdate", document.flag("IsInfrastructure"));
        return inner;
    }

    private static String approvedText(Documents documents, Update update) {
        List<Document> given = update.approvals();
        if (update.isDeclined()) {
            return "Declined";
        }
        long install = given.stream()
                .filter(approval -> approval.text("Action").equals(Approvals.INSTALL))
                .count();
        return install == 0
                ? "NotApproved"
                : "Install (" + install + "/"
                        + Document.under(documents, Groups.FOLDER).size() + ")";
    }

    /** The update that a parameter holds: an object with an UpdateId, or the id itself. */
    private static Update update(Call call) {
        Object given = call.get("Update");
        Object id = given instanceof Map<?, ?> ? Data.get(Data.map(given), "UpdateId") : given;
        return Update.need(call.documents(), String.valueOf(id));
    }

    private static List<Map<String, @Nullable Object>> approve(Call call) {
        Document server = Server.need(call);
        Update update = update(call);
        Document group = Groups.need(call.documents(), call.need("TargetGroupName"));
        String action = call.need("Action");
        if (action.equals("All")) {
            throw UpdateErrors.badArgument("The approval action All is not valid for an approval.", action);
        }
        Wanted wanted = new Wanted(action, null);
        Approvals.refuse(call.documents(), update, group, wanted, server);
        Approvals.give(call.documents(), update, group, wanted, server.text("Operator"));
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> deny(Call call) {
        Document server = Server.need(call);
        Update update = update(call);
        if (!update.isDeclined()) {
            Approvals.decline(call.documents(), update, server);
        }
        return List.of();
    }
}
