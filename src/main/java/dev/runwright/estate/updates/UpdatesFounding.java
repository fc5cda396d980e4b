package dev.runwright.estate.updates;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the update server from the estate's description. */
final class UpdatesFounding {
    private static final Set<String> KEYS = Set.of(
            "server",
            "subscription",
            "synchronizations",
            "products",
            "groups",
            "auto_approval",
            "updates",
            "computers");
    private static final Set<String> SERVER_KEYS = Set.of(
            "name",
            "version",
            "port",
            "ssl",
            "operator",
            "installed",
            "content_directory",
            "post_install_fails",
            "upstream",
            "replica",
            "languages",
            "refresh_approvals",
            "download_rate",
            "delay",
            "categories",
            "updates",
            "approvals");
    private static final Set<String> SUBSCRIPTION_KEYS =
            Set.of("automatic", "time_of_day", "per_day", "products", "classifications");
    private static final Set<String> OUTCOME_KEYS = Set.of("result", "error", "text", "update_errors", "past");
    private static final Set<String> GROUP_KEYS = Set.of("name", "parent");
    private static final Set<String> RULE_KEYS = Set.of("name", "enabled", "classifications", "group");
    private static final Set<String> COMPUTER_KEYS =
            Set.of("name", "ip", "os", "groups", "reported", "silent", "needs", "installed", "fails");
    private static final List<String> ERRORS = List.of(
            "NotApplicable",
            "Unknown",
            "LocalDBConnectFail",
            "LocalDBTooBusy",
            "LocalDBOtherError",
            "ProxyError",
            "UssNotFound",
            "UssBusy",
            "UssInternalError",
            "DssAuthenticationError",
            "UssCommunicationError",
            "UssOtherError",
            "UserCanceled",
            "ImportUpdateError",
            "ApprovalError",
            "LocalUpdateMissingForApproval",
            "IncompatibleProtocolVersion",
            "IncompatibleProtocolVersionOnUss");

    private final Documents documents;

    UpdatesFounding(Documents documents) {
        this.documents = documents;
    }

    void found(Map<String, @Nullable Object> description) {
        if (description.isEmpty()) {
            return;
        }
        Described whole = new Described("updates", description, KEYS);
        server(whole);
        Groups.found(documents);
        whole.list("groups", GROUP_KEYS).forEach(this::group);
        List<Described> updates = whole.list("updates", UpdateFounding.KEYS);
        categories(whole, updates);
        subscription(new Described("updates.subscription", whole.map("subscription"), SUBSCRIPTION_KEYS));
        UpdateFounding founding = new UpdateFounding(documents);
        updates.forEach(founding::update);
        whole.list("computers", COMPUTER_KEYS).forEach(computer -> computer(computer, founding));
        outcomes(whole.list("synchronizations", OUTCOME_KEYS));
    }

    private void server(Described whole) {
        Described server = new Described("updates.server", whole.map("server"), SERVER_KEYS);
        boolean configured = server.has("content_directory");
        boolean ssl = server.flag("ssl", false);
        String upstream = server.text("upstream", "");
        List<Object> rules = new ArrayList<>();
        for (Described rule : whole.list("auto_approval", RULE_KEYS)) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("Name", rule.need("name"));
            one.put("Enabled", rule.flag("enabled", true));
            one.put("Classifications", rule.texts("classifications"));
            one.put("Group", rule.text("group", Groups.ALL));
            rules.add(one);
        }
        Document document = Document.at(documents, Server.PATH)
                .set("Name", server.need("name"))
                .setTime("Founded", documents.now())
                .set("Version", server.text("version", "10.0.20348.1"))
                .set("PortNumber", server.number("port", ssl ? 8531 : 8530))
                .set("UseSsl", ssl)
                .set("Operator", server.text("operator", "runwright"))
                .set("Installed", server.flag("installed", configured))
                .set("Configured", configured)
                .set("ContentDirectory", server.get("content_directory"))
                .set("SqlServerName", configured ? "MICROSOFT##WID" : null)
                .set("SqlDatabaseName", configured ? "SUSDB" : null)
                .set("PostInstallFails", server.text("post_install_fails", ""))
                .set("SyncFromMicrosoftUpdate", upstream.isEmpty())
                .set("UpstreamServer", upstream.isEmpty() ? null : upstream)
                .set("UpstreamPort", upstream.isEmpty() ? null : 8530L)
                .set("UpstreamUseSsl", false)
                .set("IsReplicaServer", server.flag("replica", false))
                .set("Languages", server.has("languages") ? Server.sorted(server.texts("languages")) : List.of("en"))
                .set("TargetingMode", "Server")
                .set("AutoRefreshUpdateApprovals", server.flag("refresh_approvals", false))
                .set("AutoApprovalRules", rules)
                .set("DownloadRate", server.number("download_rate", 10_000_000));
        lengths(server, document).keep(documents);
    }

    private static Document lengths(Described server, Document document) {
        Duration delay = server.span("delay", Duration.ofSeconds(20));
        if (delay.toSeconds() > 60) {
            throw BadDescription.badValue("updates.server.delay", "at most 60s", delay.toSeconds() + "s");
        }
        return document.set("DelaySeconds", delay.toSeconds())
                .set(
                        "CategoriesSeconds",
                        server.span("categories", Duration.ofMinutes(1)).toSeconds())
                .set(
                        "UpdatesSeconds",
                        server.span("updates", Duration.ofMinutes(5)).toSeconds())
                .set(
                        "ApprovalsSeconds",
                        server.span("approvals", Duration.ofMinutes(1)).toSeconds());
    }

    private void group(Described group) {
        String name = group.need("name");
        if (Groups.find(documents, name).isPresent()) {
            throw BadDescription.badValue(group.where() + ".name", "a name that no other group has", "'" + name + "'");
        }
        Groups.put(
                documents,
                Groups.idOf(name),
                name,
                groupId(group.where() + ".parent", group.text("parent", Groups.ALL)));
    }

    private String groupId(String where, String name) {
        return Groups.find(documents, name)
                .map(Document::key)
                .orElseThrow(
                        () -> BadDescription.badValue(where, "a group that is described before", "'" + name + "'"));
    }

    private void categories(Described whole, List<Described> updates) {
        Set<String> products = new TreeSet<>(whole.texts("products"));
        updates.forEach(update -> products.addAll(update.texts("products")));
        Document.at(documents, Categories.PATH)
                .set(Categories.PRODUCTS, List.copyOf(products))
                .set(Categories.CLASSIFICATIONS, List.copyOf(new TreeSet<>(Categories.CLASSIFICATION_IDS.keySet())))
                .keep(documents);
    }

    private void subscription(Described described) {
        String time = described.text("time_of_day", "03:00");
        if (!time.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw BadDescription.badValue("updates.subscription.time_of_day", "HH:mm in UTC", "'" + time + "'");
        }
        List<String> products = described.has("products")
                ? described.texts("products")
                : Document.at(documents, Categories.PATH).texts(Categories.PRODUCTS);
        List<String> classifications = described.has("classifications")
                ? described.texts("classifications")
                : List.of("Critical Updates", "Security Updates");
        Document.at(documents, Subscription.PATH)
                .set("SynchronizeAutomatically", described.flag("automatic", false))
                .set("TimeOfDay", time)
                .set("NumberOfSynchronizationsPerDay", described.number("per_day", 1))
                .set(Categories.PRODUCTS, Server.sorted(products))
                .set(Categories.CLASSIFICATIONS, Server.sorted(classifications))
                .setTime("LastModifiedTime", documents.now())
                .set("LastModifiedBy", Document.at(documents, Server.PATH).text("Operator"))
                .keep(documents);
    }

    private void computer(Described computer, UpdateFounding updates) {
        String name = computer.need("name");
        String where = computer.where();
        OffsetDateTime reported = computer.time("reported");
        Map<String, @Nullable Object> states = new LinkedHashMap<>();
        computer.texts("installed")
                .forEach(id -> states.put(updates.id(where + ".installed", id), Computers.INSTALLED));
        Document.at(documents, Computers.FOLDER + "/" + Described.guid("computer", name))
                .set("FullDomainName", name)
                .set("IPAddress", computer.text("ip", "10.0.0.1"))
                .set("OSDescription", computer.text("os", "Windows Server 2022"))
                .set("Make", "Contoso")
                .set("Model", "Virtual Machine")
                .set("ClientVersion", "10.0.20348.1")
                .set(
                        "Groups",
                        computer.texts("groups").stream()
                                .map(group -> groupId(where + ".groups", group))
                                .toList())
                .set("LastReport", reported)
                .set("Silent", computer.flag("silent", false))
                .set(
                        "Needs",
                        computer.texts("needs").stream()
                                .map(id -> updates.id(where + ".needs", id))
                                .toList())
                .set(
                        "Fails",
                        computer.texts("fails").stream()
                                .map(id -> updates.id(where + ".fails", id))
                                .toList())
                .set("States", states)
                .keep(documents);
    }

    /** What the next synchronisations come to; one that is past stands in the history already. */
    private void outcomes(List<Described> described) {
        List<Object> next = new ArrayList<>();
        for (Described one : described) {
            String error = one.word("error", ERRORS);
            String result = one.word(
                    "result",
                    error.equals("NotApplicable")
                            ? List.of("Succeeded", "Failed", "Canceled", "Unknown")
                            : List.of("Failed", "Succeeded", "Canceled", "Unknown"));
            Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
            outcome.put("Result", result);
            outcome.put("Error", error);
            outcome.put(
                    "ErrorText",
                    one.text(
                            "text",
                            result.equals("Succeeded") ? "" : "Synchronization failed. Reason: " + error + "."));
            outcome.put("UpdateErrors", Data.list(one.get("update_errors")));
            if (one.has("past")) {
                past(one, outcome);
            } else {
                next.add(outcome);
            }
        }
        Document.at(documents, Beginning.OUTCOMES).set("Next", next).keep(documents);
    }

    private void past(Described one, Map<String, @Nullable Object> outcome) {
        Instant end = documents.now().minus(one.span("past", Duration.ZERO));
        String key = String.format("%06d", documents.next());
        Document document = Document.at(documents, Synchronization.FOLDER + "/" + key)
                .set("Id", Described.guid("synchronization", key))
                .setTime("Start", end.minusSeconds(300))
                .setTime("End", end)
                .set("Manual", false)
                .set("Number", 0L);
        outcome.forEach(document::set);
        document.keep(documents);
    }
}
