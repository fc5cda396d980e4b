package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cmdlets of transport rules, which are numbered from 0 without gaps (Exchange documentation, New-TransportRule). */
final class TransportRules {
    static final String FOLDER = "exchange/transportrules";
    private static final Set<String> ASKED = Set.of("Identity", "State", "ResultSize");
    private static final Set<String> STEERING =
            Set.of("Identity", "Name", "Priority", "Enabled", "Mode", "DomainController", "Force");
    private static final Map<String, Object> SETTINGS =
            Map.of("RuleErrorAction", "Ignore", "SenderAddressLocation", "Header", "RuleSubType", "None");

    private final Tables tables;

    TransportRules(Tables tables) {
        this.tables = tables;
    }

    /** A rule: its path and its document. */
    private record Item(String path, Map<String, @Nullable Object> document) {
        private long priority() {
            return document.get("Priority") instanceof Long priority ? priority : 0;
        }

        private String name() {
            return String.valueOf(document.get("Name"));
        }
    }

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-TransportRule", this::get),
                Rule.changing("New-TransportRule", this::create, "Name"),
                Rule.changing("Set-TransportRule", this::set, "Identity"),
                Rule.changing("Enable-TransportRule", call -> state(call, "Enabled"), "Identity"),
                Rule.asking("Disable-TransportRule", call -> state(call, "Disabled"), "Identity"),
                Rule.asking("Remove-TransportRule", this::remove, "Identity"));
    }

    private static List<Item> all(Call call) {
        List<Item> items = new ArrayList<>();
        call.documents().under(FOLDER).forEach((path, document) -> items.add(new Item(path, document)));
        items.sort(Comparator.comparingLong(Item::priority));
        return items;
    }

    private static Item find(Call call) {
        String identity = call.need("Identity");
        return all(call).stream()
                .filter(item -> identity.equalsIgnoreCase(item.name())
                        || identity.equalsIgnoreCase(
                                String.valueOf(item.document().get("Guid"))))
                .findFirst()
                .orElseThrow(() -> ExchangeErrors.notFound(call, identity));
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        List<Item> items = call.text("Identity") == null ? all(call) : List.of(find(call));
        String state = call.text("State");
        return items.stream()
                .filter(item -> state == null
                        || state.equalsIgnoreCase(String.valueOf(item.document().get("State"))))
                .map(item -> shown(call, item))
                .toList();
    }

    private Map<String, @Nullable Object> shown(Call call, Item item) {
        Map<String, @Nullable Object> rule = item.document();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.MessagingPolicies.Rules.Tasks.Rule");
        object.put("Identity", rule.get("Name"));
        object.put("Name", rule.get("Name"));
        object.put("Guid", rule.get("Guid"));
        object.put("ImmutableId", rule.get("Guid"));
        object.put("State", rule.get("State"));
        object.put("Mode", rule.get("Mode"));
        object.put("Priority", rule.get("Priority"));
        object.put("Description", RuleText.of(rule, tables.transportRule(), RuleText::isTransportAction));
        tables.transportRule().show(rule, new Directory(call), object);
        object.put("Conditions", named(rule, RuleText::isTransportCondition));
        object.put("Exceptions", named(rule, RuleText::isException));
        object.put("Actions", named(rule, RuleText::isTransportAction));
        object.put("WhenChanged", rule.get("WhenChanged"));
        object.put("IsValid", true);
        object.put("ObjectState", "Unchanged");
        return object;
    }

    private List<String> named(Map<String, @Nullable Object> rule, Predicate<String> part) {
        return tables.transportRule().names().stream()
                .filter(part)
                .filter(name -> RuleText.says(rule.get(name)))
                .toList();
    }

    /** A rule with nothing but a name. */
    Map<String, @Nullable Object> blank(String name, String guid) {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("Name", name);
        rule.put("Guid", guid);
        rule.put("State", "Enabled");
        rule.put("Mode", "Enforce");
        rule.put("Priority", 0L);
        rule.putAll(tables.transportRule().initial());
        SETTINGS.forEach((property, value) -> {
            if (rule.containsKey(property)) {
                rule.put(property, value);
            }
        });
        rule.put("WhenChanged", null);
        return rule;
    }

    private List<Map<String, @Nullable Object>> create(Call call) {
        checkKnown(call);
        String name = call.need("Name");
        checkName(call, name, "");
        String guid =
                Described.guid("transportrule", name + "/" + call.documents().next());
        Map<String, @Nullable Object> rule =
                tables.transportRule().applied(blank(name, guid), call, new Directory(call));
        rule.put("State", Boolean.FALSE.equals(call.get("Enabled")) ? "Disabled" : "Enabled");
        modeAndReason(call, rule);
        checkMeaning(call, rule);
        List<Item> items = all(call);
        Item item = new Item(FOLDER + "/" + guid, rule);
        items.add(place(call, items), item);
        return List.of(shown(call, renumbered(call, items, item)));
    }

    private void checkKnown(Call call) {
        List<String> known = new ArrayList<>(tables.transportRule().names());
        known.addAll(STEERING);
        call.only(Set.copyOf(known));
    }

    private static void checkName(Call call, String name, String own) {
        if (all(call).stream()
                .anyMatch(item -> !item.path().equals(own) && item.name().equalsIgnoreCase(name))) {
            throw ExchangeErrors.conflict(
                    call, "The rule name \"" + name + "\" already exists. Specify a unique name for the rule.", name);
        }
    }

    private static void modeAndReason(Call call, Map<String, @Nullable Object> rule) {
        if (call.text("Mode") != null) {
            rule.put("Mode", call.need("Mode"));
        }
        if (rule.get("RejectMessageReasonText") != null && rule.get("RejectMessageEnhancedStatusCode") == null) {
            rule.put("RejectMessageEnhancedStatusCode", "5.7.1");
        } else if (rule.get("RejectMessageEnhancedStatusCode") != null && rule.get("RejectMessageReasonText") == null) {
            rule.put("RejectMessageReasonText", "Delivery not authorized, message refused");
        }
    }

    private void checkMeaning(Call call, Map<String, @Nullable Object> rule) {
        String name = String.valueOf(rule.get("Name"));
        if (named(rule, RuleText::isTransportCondition).isEmpty()) {
            throw ExchangeErrors.invalid(
                    call,
                    "The rule \"" + name + "\" has no condition and would act on all messages; give it one.",
                    name);
        }
        if (named(rule, RuleText::isTransportAction).isEmpty()) {
            throw ExchangeErrors.invalid(call, "The rule \"" + name + "\" must have at least one action.", name);
        }
    }

    private static int place(Call call, List<Item> items) {
        if (!(call.get("Priority") instanceof Long priority)) {
            return items.size();
        }
        if (priority < 0 || priority > items.size()) {
            throw ExchangeErrors.invalid(
                    call,
                    "The priority must be between 0 and " + items.size() + ", but is " + priority + ".",
                    priority.toString());
        }
        return priority.intValue();
    }

    private static Item renumbered(Call call, List<Item> items, Item wanted) {
        Item kept = wanted;
        for (int i = 0; i < items.size(); i++) {
            Map<String, @Nullable Object> document =
                    new LinkedHashMap<>(items.get(i).document());
            document.put("Priority", (long) i);
            call.documents().put(items.get(i).path(), document);
            kept = items.get(i).equals(wanted) ? new Item(wanted.path(), document) : kept;
        }
        return kept;
    }

    private List<Map<String, @Nullable Object>> set(Call call) {
        checkKnown(call);
        Item item = find(call);
        Map<String, @Nullable Object> changed =
                tables.transportRule().applied(item.document(), call, new Directory(call));
        if (call.text("Name") != null) {
            checkName(call, call.need("Name"), item.path());
            changed.put("Name", call.need("Name"));
        }
        modeAndReason(call, changed);
        checkMeaning(call, changed);
        Change.keep(call, item.path(), item.name(), item.document(), movedMarked(call, item, changed));
        if (call.has("Priority")) {
            List<Item> items = all(call);
            Item now = items.stream()
                    .filter(other -> other.path().equals(item.path()))
                    .findFirst()
                    .orElse(item);
            items.remove(now);
            items.add(place(call, items), now);
            renumbered(call, items, now);
        }
        return List.of();
    }

    /** A new place is a change, too, though it is written afterwards. */
    private static Map<String, @Nullable Object> movedMarked(
            Call call, Item item, Map<String, @Nullable Object> changed) {
        if (call.get("Priority") instanceof Long priority && priority != item.priority()) {
            changed.put("Priority", priority);
        }
        return changed;
    }

    private static List<Map<String, @Nullable Object>> state(Call call, String state) {
        call.only(Set.of("Identity", "Mode", "DomainController", "Force"));
        Item item = find(call);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(item.document());
        changed.put("State", state);
        if (call.text("Mode") != null) {
            changed.put("Mode", call.need("Mode"));
        }
        if (!changed.equals(item.document())) {
            Change.keep(call, item.path(), item.name(), item.document(), changed);
        }
        return List.of();
    }

    private List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(Set.of("Identity", "DomainController", "Force"));
        Item item = find(call);
        List<Item> items = all(call);
        items.remove(item);
        call.documents().remove(item.path());
        renumbered(call, items, item);
        return List.of();
    }
}
