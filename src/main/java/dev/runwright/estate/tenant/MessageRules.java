package dev.runwright.estate.tenant;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Inbox rules as Graph shows them: the same rules that the Exchange cmdlets show. Switching one off here leaves rules alone that
 * only Outlook carries out (domain.md, trap 5). Hidden rules are not shown. Stateless.
 */
final class MessageRules {
    private static final String FOLDER = "exchange/inboxrules";
    private static final String PATH = "/users/{id}/mailFolders/inbox/messageRules";
    private static final List<String> WRITABLE =
            List.of("displayName", "sequence", "isEnabled", "conditions", "actions", "exceptions");
    /** The actions that both sides have: Graph's name to Exchange's. */
    private static final SortedMap<String, String> ADDRESSES = new TreeMap<>(Map.of(
            "forwardTo", "ForwardTo", "redirectTo", "RedirectTo", "forwardAsAttachmentTo", "ForwardAsAttachmentTo"));

    private static final SortedMap<String, String> SWITCHES = new TreeMap<>(Map.of(
            "delete", "DeleteMessage",
            "markAsRead", "MarkAsRead",
            "stopProcessingRules", "StopProcessingRules",
            "permanentDelete", "PermanentDelete"));
    private static final SortedMap<String, String> WORDS = new TreeMap<>(Map.of(
            "subjectContains", "SubjectContainsWords",
            "bodyContains", "BodyContainsWords",
            "bodyOrSubjectContains", "SubjectOrBodyContainsWords",
            "headerContains", "HeaderContainsWords",
            "senderContains", "FromAddressContainsWords",
            "recipientContains", "RecipientAddressContainsWords"));

    private MessageRules() {}

    static List<Route> routes() {
        Set<String> read = Set.of("MailboxSettings.Read", "MailboxSettings.ReadWrite");
        Set<String> write = Set.of("MailboxSettings.ReadWrite");
        return List.of(
                Route.of("GET " + PATH, read, MessageRules::list),
                Route.of("GET " + PATH + "/{rule}", read, ask -> Answer.ok(shown(find(ask)))),
                Route.of("POST " + PATH, write, MessageRules::create),
                Route.of("PATCH " + PATH + "/{rule}", write, MessageRules::patch),
                Route.of("DELETE " + PATH + "/{rule}", write, MessageRules::delete));
    }

    /** A rule: its path and its document, as the Exchange organisation keeps it. */
    private record Item(String path, Map<String, @Nullable Object> document) {
        private long priority() {
            return document.get("Priority") instanceof Long priority ? priority : 0;
        }
    }

    private static List<Item> all(Documents documents, String mailbox) {
        List<Item> items = new ArrayList<>();
        documents.under(FOLDER + "/" + mailbox).forEach((path, document) -> items.add(new Item(path, document)));
        items.removeIf(item -> Boolean.TRUE.equals(item.document().get("Hidden")));
        items.sort(Comparator.comparingLong(Item::priority));
        return items;
    }

    private static Item find(Ask ask) {
        return all(ask.documents(), Users.mailbox(ask)).stream()
                .filter(item -> ask.name("rule").equals(id(item)))
                .findFirst()
                .orElseThrow(GraphFailure::noItem);
    }

    private static String id(Item item) {
        return new BigInteger(String.valueOf(item.document().get("RuleIdentity"))).toString(36);
    }

    private static Answer list(Ask ask) {
        List<Map<String, @Nullable Object>> rules = new ArrayList<>();
        all(ask.documents(), Users.mailbox(ask)).forEach(item -> rules.add(shown(item)));
        return Page.of(ask, rules, List.of());
    }

    private static Map<String, @Nullable Object> shown(Item item) {
        Map<String, @Nullable Object> rule = item.document();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", id(item));
        shown.put("displayName", rule.get("Name"));
        shown.put("sequence", rule.get("Priority"));
        shown.put("isEnabled", rule.get("Enabled"));
        shown.put("hasError", rule.get("InError"));
        shown.put("isReadOnly", Boolean.FALSE.equals(rule.get("SupportedByTask")));
        Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
        WORDS.forEach((name, own) -> given(rule, own).ifPresent(value -> conditions.put(name, Data.texts(value))));
        shown.put("conditions", conditions);
        Map<String, @Nullable Object> actions = new LinkedHashMap<>();
        SWITCHES.forEach((name, own) -> given(rule, own).ifPresent(value -> actions.put(name, value)));
        ADDRESSES.forEach((name, own) -> given(rule, own).ifPresent(value -> actions.put(name, recipients(value))));
        given(rule, "MoveToFolder").ifPresent(folder -> actions.put("moveToFolder", folder));
        shown.put("actions", actions);
        return shown;
    }

    private static java.util.Optional<Object> given(Map<String, @Nullable Object> rule, String name) {
        Object value = rule.get(name);
        boolean says = value != null && !Boolean.FALSE.equals(value) && !(value instanceof List<?> l && l.isEmpty());
        return says ? java.util.Optional.ofNullable(value) : java.util.Optional.empty();
    }

    private static List<Map<String, @Nullable Object>> recipients(Object value) {
        List<Map<String, @Nullable Object>> recipients = new ArrayList<>();
        for (String text : value instanceof List<?> ? Data.texts(value) : List.of(value.toString())) {
            Map<String, @Nullable Object> address = new LinkedHashMap<>();
            int bracket = text.indexOf("[SMTP:");
            address.put(
                    "name",
                    bracket < 0
                            ? text
                            : text.substring(0, bracket).replace("\"", "").strip());
            address.put("address", bracket < 0 ? text : text.substring(bracket + 6, text.length() - 1));
            Map<String, @Nullable Object> recipient = new LinkedHashMap<>();
            recipient.put("emailAddress", address);
            recipients.add(recipient);
        }
        return recipients;
    }

    private static Answer create(Ask ask) {
        ask.only("messageRule", WRITABLE);
        String name = ask.text("displayName");
        if (name == null || Data.map(ask.body().get("actions")).isEmpty()) {
            throw GraphFailure.of(400, "ErrorInvalidRequest", "A rule needs a displayName and at least one action.");
        }
        String mailbox = Users.mailbox(ask);
        BigInteger number = BigInteger.TWO
                .pow(63)
                .add(BigInteger.valueOf(1_000_000L + ask.documents().next()));
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("Name", name);
        rule.put("RuleIdentity", number);
        rule.put("Enabled", true);
        rule.put("Priority", (long) all(ask.documents(), mailbox).size() + 1);
        rule.put("Hidden", false);
        rule.put("SupportedByTask", true);
        rule.put("InError", false);
        write(ask, rule);
        Item item = new Item(FOLDER + "/" + mailbox + "/" + number, rule);
        ask.documents().put(item.path(), rule);
        return Answer.created(shown(item));
    }

    private static void write(Ask ask, Map<String, @Nullable Object> rule) {
        ask.body().forEach((name, value) -> {
            switch (name) {
                case "displayName" -> rule.put("Name", value);
                case "isEnabled" -> rule.put("Enabled", value);
                case "sequence" -> rule.put("Priority", value);
                default -> {}
            }
        });
        Map<String, @Nullable Object> actions = Data.map(ask.body().get("actions"));
        SWITCHES.forEach((name, own) -> put(rule, own, actions.get(name)));
        ADDRESSES.forEach((name, own) -> {
            if (actions.containsKey(name)) {
                rule.put(own, addresses(actions.get(name)));
            }
        });
        put(rule, "MoveToFolder", actions.get("moveToFolder"));
        Map<String, @Nullable Object> conditions = Data.map(ask.body().get("conditions"));
        WORDS.forEach((name, own) -> put(rule, own, conditions.get(name)));
    }

    private static void put(Map<String, @Nullable Object> rule, String name, @Nullable Object value) {
        if (value != null) {
            rule.put(name, value);
        }
    }

    private static List<String> addresses(@Nullable Object recipients) {
        return Data.list(recipients).stream()
                .map(item -> String.valueOf(
                        Data.map(Data.map(item).get("emailAddress")).get("address")))
                .toList();
    }

    private static Item changeable(Ask ask) {
        Item item = find(ask);
        if (Boolean.FALSE.equals(item.document().get("SupportedByTask"))) {
            throw GraphFailure.of(403, "ErrorAccessDenied", "The rule is read-only; it can't be changed here.");
        }
        return item;
    }

    private static Answer patch(Ask ask) {
        ask.only("messageRule", WRITABLE);
        Item item = changeable(ask);
        if (ask.body().containsKey("isEnabled") && !(ask.body().get("isEnabled") instanceof Boolean)) {
            throw GraphFailure.badRequest("Cannot convert the value of 'isEnabled' to Edm.Boolean.");
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(item.document());
        write(ask, changed);
        ask.documents().put(item.path(), changed);
        return Answer.ok(shown(new Item(item.path(), changed)));
    }

    private static Answer delete(Ask ask) {
        ask.documents().remove(changeable(ask).path());
        return Answer.none();
    }
}
