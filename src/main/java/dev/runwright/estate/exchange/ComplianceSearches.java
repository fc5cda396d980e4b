package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cmdlets of compliance searches: what a search has found when it was started is shown once it is complete. It does not look
 * into the recoverable items (Exchange documentation, New-ComplianceSearch).
 */
final class ComplianceSearches {
    static final String FOLDER = "exchange/searches";
    private static final String STARTED = "StartedAt";
    private static final String STOPPED = "Stopped";
    private static final Duration BEGINS = Duration.ofSeconds(5);
    private static final Duration TAKES = Duration.ofSeconds(30);
    private static final String LOCATION = "ExchangeLocation";
    private static final Set<String> STATE =
            Set.of("ContentMatchQuery", "Description", LOCATION, "AllowNotFoundExchangeLocationsEnabled");

    private ComplianceSearches() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("New-ComplianceSearch", ComplianceSearches::create, "Name"),
                Rule.reading("Get-ComplianceSearch", ComplianceSearches::get),
                Rule.changing("Set-ComplianceSearch", ComplianceSearches::set, "Identity"),
                Rule.changing("Start-ComplianceSearch", ComplianceSearches::start, "Identity"),
                Rule.asking("Stop-ComplianceSearch", ComplianceSearches::stop, "Identity"),
                Rule.asking("Remove-ComplianceSearch", ComplianceSearches::remove, "Identity"));
    }

    private static List<Map<String, @Nullable Object>> create(Call call) {
        call.only(union(STATE, "Name", "Force"));
        String name = call.need("Name");
        if (call.documents().find(path(name)).isPresent()) {
            throw ExchangeErrors.conflict(call, "The compliance search '" + name + "' already exists.", name);
        }
        Map<String, @Nullable Object> search = new LinkedHashMap<>();
        search.put("Name", name);
        search.put("Guid", Described.guid("search", name + call.documents().next()));
        search.put("CreatedTime", call.now().toString());
        search.put("CreatedBy", Sessions.operator(call));
        search.put("Description", null);
        search.put("ContentMatchQuery", "");
        search.put(LOCATION, List.of());
        search.put("AllowNotFoundExchangeLocationsEnabled", false);
        search.put(STARTED, null);
        search.put(STOPPED, false);
        return List.of(shown(call, kept(call, search, new LinkedHashMap<>(search))));
    }

    private static Set<String> union(Set<String> names, String... more) {
        Set<String> all = new java.util.TreeSet<>(names);
        all.addAll(List.of(more));
        return all;
    }

    /** Takes over what the call gives; a search that changes has to be started again. */
    private static Map<String, @Nullable Object> kept(
            Call call, Map<String, @Nullable Object> before, Map<String, @Nullable Object> search) {
        STATE.stream().filter(call::has).forEach(name -> search.put(name, call.get(name)));
        List<String> locations = new ArrayList<>(Data.texts(search.get(LOCATION)));
        locations.addAll(call.texts("AddExchangeLocation"));
        call.texts("RemoveExchangeLocation").forEach(gone -> locations.removeIf(gone::equalsIgnoreCase));
        search.put(LOCATION, locations);
        ItemQuery.parse(call, Data.text(search.get("ContentMatchQuery")));
        mailboxes(call, search);
        if (!search.equals(before)) {
            search.put(STARTED, null);
        }
        call.documents().put(path(String.valueOf(search.get("Name"))), search);
        return search;
    }

    static String path(String name) {
        return FOLDER + "/" + name.toLowerCase(Locale.ROOT);
    }

    /** The search of that name or Guid. */
    static Map<String, @Nullable Object> find(Call call, String identity) {
        return call.documents()
                .find(path(identity))
                .or(() -> call.documents().under(FOLDER).values().stream()
                        .filter(search -> identity.equalsIgnoreCase(Data.text(search.get("Guid"))))
                        .findFirst())
                .orElseThrow(() -> ExchangeErrors.notFound(call, identity));
    }

    /** The mailboxes that a search looks into. */
    static List<Entry> mailboxes(Call call, Map<String, @Nullable Object> search) {
        Directory directory = new Directory(call);
        List<Entry> found = new ArrayList<>();
        for (String location : Data.texts(search.get(LOCATION))) {
            if (location.equalsIgnoreCase("All")) {
                return directory.mailboxes();
            }
            boolean known = directory.findRecipient(location).isPresent();
            if (known || !Boolean.TRUE.equals(search.get("AllowNotFoundExchangeLocationsEnabled"))) {
                found.add(directory.mailbox(call, location));
            }
        }
        return found;
    }

    /** What a search finds in a mailbox now, oldest first. */
    static List<Items.Item> found(Call call, Map<String, @Nullable Object> search, Entry mailbox) {
        ItemQuery query = ItemQuery.parse(call, Data.text(search.get("ContentMatchQuery")));
        return new Items(call.documents())
                .of(mailbox).stream()
                        .filter(item -> !item.recoverable())
                        .filter(query::accepts)
                        .toList();
    }

    static String status(Call call, Map<String, @Nullable Object> search) {
        Object started = search.get(STARTED);
        if (Boolean.TRUE.equals(search.get(STOPPED))) {
            return "Stopped";
        }
        if (started == null) {
            return "NotStarted";
        }
        Duration since = Duration.between(Instant.parse(started.toString()), call.now());
        return since.compareTo(BEGINS) < 0 ? "Starting" : since.compareTo(TAKES) < 0 ? "InProgress" : "Completed";
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "ResultSize"));
        String identity = call.text("Identity");
        List<Map<String, @Nullable Object>> found =
                identity == null ? List.copyOf(call.documents().under(FOLDER).values()) : List.of(find(call, identity));
        return Selection.limited(call, found).stream()
                .map(search -> shown(call, search))
                .toList();
    }

    private static Map<String, @Nullable Object> shown(Call call, Map<String, @Nullable Object> search) {
        String status = status(call, search);
        boolean done = status.equals("Completed");
        Object started = search.get(STARTED);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Office.Compliance.Audit.DataContracts.ComplianceSearch");
        object.put("Identity", search.get("Guid"));
        for (String name :
                List.of("Name", "Guid", "Description", "ContentMatchQuery", LOCATION, "CreatedBy", "CreatedTime")) {
            object.put(name, search.get(name));
        }
        object.put("AllowNotFoundExchangeLocationsEnabled", search.get("AllowNotFoundExchangeLocationsEnabled"));
        object.put("RunBy", started == null ? null : search.get("CreatedBy"));
        object.put("JobStartTime", started);
        object.put(
                "JobEndTime",
                done && started != null
                        ? Instant.parse(started.toString()).plus(TAKES).toString()
                        : null);
        object.put("Status", status);
        object.put("Items", done ? search.get("Items") : 0L);
        object.put("Size", done ? search.get("Size") : 0L);
        object.put("UnindexedItems", 0L);
        object.put("SuccessResults", done ? search.get("SuccessResults") : null);
        object.put("Errors", null);
        object.replaceAll((name, value) -> name.endsWith("Time") && value != null ? time(value) : value);
        return object;
    }

    private static OffsetDateTime time(Object text) {
        return Instant.parse(text.toString()).atOffset(ZoneOffset.UTC);
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        call.only(union(STATE, "Identity", "Force", "AddExchangeLocation", "RemoveExchangeLocation"));
        Map<String, @Nullable Object> search = find(call, call.need("Identity"));
        notRunning(call, search);
        kept(call, search, new LinkedHashMap<>(search));
        return List.of();
    }

    private static void notRunning(Call call, Map<String, @Nullable Object> search) {
        String status = status(call, search);
        if (status.equals("Starting") || status.equals("InProgress")) {
            throw ExchangeErrors.invalid(
                    call, "The compliance search '" + search.get("Name") + "' is running; wait until it is done.", "");
        }
    }

    private static List<Map<String, @Nullable Object>> start(Call call) {
        call.only(Set.of("Identity", "Force"));
        Map<String, @Nullable Object> search = new LinkedHashMap<>(find(call, call.need("Identity")));
        notRunning(call, search);
        List<String> locations = new ArrayList<>();
        List<Items.Item> all = new ArrayList<>();
        for (Entry mailbox : mailboxes(call, search)) {
            List<Items.Item> found = found(call, search, mailbox);
            all.addAll(found);
            locations.add(line(mailbox, found));
        }
        search.put(STARTED, call.now().toString());
        search.put(STOPPED, false);
        search.put("Items", (long) all.size());
        search.put("Size", all.stream().mapToLong(Items.Item::size).sum());
        search.put("SuccessResults", "{" + String.join(";\n", locations) + "}");
        call.documents().put(path(String.valueOf(search.get("Name"))), search);
        return List.of();
    }

    /** A mailbox's line in a search's or an action's results. */
    static String line(Entry mailbox, List<Items.Item> found) {
        return "Location: " + mailbox.text("PrimarySmtpAddress") + ", Item count: " + found.size() + ", Total size: "
                + found.stream().mapToLong(Items.Item::size).sum();
    }

    private static List<Map<String, @Nullable Object>> stop(Call call) {
        call.only(Set.of("Identity"));
        Map<String, @Nullable Object> search = new LinkedHashMap<>(find(call, call.need("Identity")));
        if (!status(call, search).equals("Completed")) {
            search.put(STOPPED, true);
            call.documents().put(path(String.valueOf(search.get("Name"))), search);
        }
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(Set.of("Identity"));
        Map<String, @Nullable Object> search = find(call, call.need("Identity"));
        call.documents().remove(path(String.valueOf(search.get("Name"))));
        return List.of();
    }
}
