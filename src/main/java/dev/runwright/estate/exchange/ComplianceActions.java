package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The purge of what a compliance search finds: at most ten messages of each mailbox at once. They are gone at once, the action's
 * status follows (Exchange documentation, New-ComplianceSearchAction).
 */
final class ComplianceActions {
    static final String FOLDER = "exchange/searchactions";
    private static final int MOST = 10;
    private static final Duration BEGINS = Duration.ofSeconds(10);
    private static final Duration TAKES = Duration.ofSeconds(60);

    private ComplianceActions() {}

    static List<Rule> rules() {
        return List.of(
                Rule.asking("New-ComplianceSearchAction", ComplianceActions::create, "SearchName"),
                Rule.reading("Get-ComplianceSearchAction", ComplianceActions::get),
                Rule.asking("Remove-ComplianceSearchAction", ComplianceActions::remove, "Identity"));
    }

    private static List<Map<String, @Nullable Object>> create(Call call) {
        call.only(Set.of("SearchName", "Purge", "PurgeType", "Force"));
        if (!call.flag("Purge") || call.texts("SearchName").size() != 1) {
            throw CommandFailure.noParameterSet(call.command());
        }
        Map<String, @Nullable Object> search =
                ComplianceSearches.find(call, call.texts("SearchName").get(0));
        String name = search.get("Name") + "_Purge";
        if (!ComplianceSearches.status(call, search).equals("Completed")) {
            throw ExchangeErrors.invalid(
                    call,
                    "The compliance search '" + search.get("Name") + "' isn't completed; no action can use it.",
                    name);
        }
        if (call.documents().find(path(name)).isPresent()) {
            throw ExchangeErrors.conflict(call, "The compliance search action '" + name + "' already exists.", name);
        }
        String type = purgeType(call);
        Map<String, @Nullable Object> action = new LinkedHashMap<>();
        action.put("Name", name);
        action.put("SearchName", search.get("Name"));
        action.put("Action", "Purge");
        action.put("PurgeType", type);
        action.put("RunBy", Sessions.operator(call));
        action.put("StartedAt", call.now().toString());
        action.put("Results", purged(call, search, type));
        call.documents().put(path(name), action);
        return List.of(shown(call, action));
    }

    private static String purgeType(Call call) {
        String type = call.text("PurgeType");
        boolean hard = "HardDelete".equalsIgnoreCase(type);
        if (hard && !call.cloud()) {
            throw ExchangeErrors.invalid(
                    call, "The purge type HardDelete is available only in the cloud.", "PurgeType");
        }
        return hard ? "HardDelete" : "SoftDelete";
    }

    private static String purged(Call call, Map<String, @Nullable Object> search, String type) {
        Items items = new Items(call.documents());
        List<String> lines = new ArrayList<>();
        long count = 0;
        for (Entry mailbox : ComplianceSearches.mailboxes(call, search)) {
            List<Items.Item> found = ComplianceSearches.found(call, search, mailbox);
            List<Items.Item> now = found.subList(0, Math.min(MOST, found.size()));
            for (Items.Item item : now) {
                if (type.equals("HardDelete")) {
                    items.hardDelete(item, mailbox);
                } else {
                    items.softDelete(item);
                }
            }
            count += now.size();
            lines.add(ComplianceSearches.line(mailbox, now));
        }
        return "Purge Type: " + type + "; Item count: " + count + "; Details: {" + String.join(";\n", lines) + "}";
    }

    private static String path(String name) {
        return FOLDER + "/" + name.toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> find(Call call, String identity) {
        return call.documents().find(path(identity)).orElseThrow(() -> ExchangeErrors.notFound(call, identity));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "Purge", "Details", "ResultSize"));
        String identity = call.text("Identity");
        List<Map<String, @Nullable Object>> found =
                identity == null ? List.copyOf(call.documents().under(FOLDER).values()) : List.of(find(call, identity));
        return Selection.limited(call, found).stream()
                .map(action -> shown(call, action))
                .toList();
    }

    private static Map<String, @Nullable Object> shown(Call call, Map<String, @Nullable Object> action) {
        Duration since = Duration.between(Instant.parse(Data.text(action.get("StartedAt"))), call.now());
        boolean done = since.compareTo(TAKES) >= 0;
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Office.Compliance.Audit.DataContracts.ComplianceSearchAction");
        object.put("Identity", action.get("Name"));
        for (String name : List.of("Name", "SearchName", "Action", "PurgeType", "RunBy")) {
            object.put(name, action.get(name));
        }
        object.put("Status", done ? "Completed" : since.compareTo(BEGINS) < 0 ? "Starting" : "InProgress");
        object.put("Results", done ? action.get("Results") : null);
        object.put("Errors", null);
        return object;
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(Set.of("Identity"));
        String identity = call.need("Identity");
        find(call, identity);
        call.documents().remove(path(identity));
        return List.of();
    }
}
