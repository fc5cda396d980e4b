package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cmdlets of inbox rules. Those that change a rule delete the rules that only Outlook carries out, and cannot edit a rule that
 * Outlook made in a way of its own (Exchange documentation, Disable-InboxRule and others).
 */
final class InboxRules {
    static final String OUTLOOK = "exchange/outlook";
    private static final BigInteger FIRST = BigInteger.TWO.pow(63);
    private static final Set<String> ASKED = Set.of(
            "Identity",
            "Mailbox",
            "IncludeHidden",
            "DescriptionTimeFormat",
            "DescriptionTimeZone",
            "BypassScopeCheck",
            "ResultSize");
    private static final Set<String> STEERING = Set.of(
            "Identity", "Mailbox", "Name", "Priority", "Force", "AlwaysDeleteOutlookRulesBlob", "DomainController");

    private final Tables tables;

    InboxRules(Tables tables) {
        this.tables = tables;
    }

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-InboxRule", this::get),
                Rule.changing("New-InboxRule", this::create, "Name"),
                Rule.changing("Set-InboxRule", this::set, "Identity"),
                Rule.changing("Enable-InboxRule", call -> enabled(call, true), "Identity"),
                Rule.asking("Disable-InboxRule", call -> enabled(call, false), "Identity"),
                Rule.asking("Remove-InboxRule", this::remove, "Identity"));
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        Entry mailbox = mailbox(call, directory);
        RuleList list = new RuleList(call, mailbox);
        boolean hidden = call.flag("IncludeHidden");
        List<RuleList.Item> found = call.text("Identity") == null
                ? list.all(hidden)
                : List.of(list.find(own(call.need("Identity")), hidden));
        return found.stream().map(item -> shown(item, mailbox, directory)).toList();
    }

    private Map<String, @Nullable Object> shown(RuleList.Item item, Entry mailbox, Directory directory) {
        Map<String, @Nullable Object> rule = item.document();
        String owner = directory.identity(mailbox.document());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.Common.InboxRule");
        object.put("Identity", mailbox.text("Alias") + "\\" + rule.get("RuleIdentity"));
        object.put("RuleIdentity", rule.get("RuleIdentity"));
        object.put("Name", rule.get("Name"));
        object.put("Enabled", rule.get("Enabled"));
        object.put("Priority", rule.get("Priority"));
        object.put("Description", RuleText.of(rule, tables.inboxRule(), RuleText::isInboxAction));
        tables.inboxRule().show(rule, directory, object);
        object.put("InError", rule.get("InError"));
        object.put("ErrorType", Boolean.TRUE.equals(rule.get("InError")) ? "Unknown" : "NoError");
        object.put("SupportedByTask", rule.get("SupportedByTask"));
        object.put("Legacy", false);
        object.put("MailboxOwnerId", owner);
        object.put("IsValid", true);
        object.put("ObjectState", "Unchanged");
        return object;
    }

    /** The mailbox: by its parameter, else by what stands before the rule's identity. */
    private static Entry mailbox(Call call, Directory directory) {
        String named = call.text("Mailbox");
        String identity = call.text("Identity");
        int slash = identity == null ? -1 : identity.lastIndexOf('\\');
        if (named == null && identity != null && slash > 0) {
            named = identity.substring(0, slash);
        }
        if (named == null) {
            throw ExchangeErrors.invalid(
                    call, "The mailbox of the user who runs the cmdlet couldn't be found; name one by -Mailbox.", "");
        }
        return directory.mailbox(call, named);
    }

    private static String own(String identity) {
        return identity.substring(identity.lastIndexOf('\\') + 1);
    }

    private List<Map<String, @Nullable Object>> create(Call call) {
        checkKnown(call);
        Directory directory = new Directory(call);
        Entry mailbox = mailbox(call, directory);
        Map<String, @Nullable Object> rule =
                blank(call.need("Name"), number(mailbox.guid(), call.documents().next()));
        rule.putAll(tables.inboxRule().initial());
        rule = tables.inboxRule().applied(rule, call, directory);
        checkActs(call, rule);
        loseOutlookRules(call, mailbox);
        RuleList.Item item = new RuleList(call, mailbox).add(rule, (Long) call.get("Priority"));
        return List.of(shown(item, mailbox, directory));
    }

    /** A rule with nothing but a name. */
    static Map<String, @Nullable Object> blank(String name, BigInteger identity) {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("Name", name);
        rule.put("RuleIdentity", identity);
        rule.put("Enabled", true);
        rule.put("Priority", 0L);
        rule.put("Hidden", false);
        rule.put("SupportedByTask", true);
        rule.put("InError", false);
        return rule;
    }

    /** An unsigned number of 64 bits with the first bit set, as Exchange gives them. */
    static BigInteger number(String mailbox, long sequence) {
        long mixed = (mailbox.hashCode() * 2654435761L + sequence) * 0x9E3779B97F4A7C15L;
        return FIRST.add(BigInteger.valueOf(mixed & Long.MAX_VALUE));
    }

    private void checkKnown(Call call) {
        List<String> known = new ArrayList<>(tables.inboxRule().names());
        known.addAll(STEERING);
        call.only(Set.copyOf(known));
    }

    private void checkActs(Call call, Map<String, @Nullable Object> rule) {
        boolean acts = tables.inboxRule().names().stream()
                .filter(RuleText::isInboxAction)
                .anyMatch(name -> RuleText.says(rule.get(name)));
        if (!acts) {
            throw ExchangeErrors.invalid(
                    call,
                    "The rule '" + rule.get("Name") + "' must have at least one action.",
                    String.valueOf(rule.get("Name")));
        }
    }

    private List<Map<String, @Nullable Object>> set(Call call) {
        checkKnown(call);
        Directory directory = new Directory(call);
        Entry mailbox = mailbox(call, directory);
        RuleList list = new RuleList(call, mailbox);
        RuleList.Item item = editable(call, list);
        Map<String, @Nullable Object> changed = tables.inboxRule().applied(item.document(), call, directory);
        if (call.has("Name")) {
            changed.put("Name", call.need("Name"));
        }
        checkActs(call, changed);
        Long priority = call.get("Priority") instanceof Long wanted ? wanted : null;
        boolean moves = priority != null && !priority.equals(item.document().get("Priority"));
        if (moves || !changed.equals(item.document())) {
            loseOutlookRules(call, mailbox);
            list.replace(item, changed, priority);
        } else {
            Change.keep(call, item.path(), String.valueOf(changed.get("Name")), changed, changed);
        }
        return List.of();
    }

    private List<Map<String, @Nullable Object>> enabled(Call call, boolean enabled) {
        call.only(STEERING);
        Entry mailbox = mailbox(call, new Directory(call));
        RuleList list = new RuleList(call, mailbox);
        RuleList.Item item = editable(call, list);
        if (!Boolean.valueOf(enabled).equals(item.document().get("Enabled"))) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(item.document());
            changed.put("Enabled", enabled);
            loseOutlookRules(call, mailbox);
            list.replace(item, changed, null);
        }
        return List.of();
    }

    private List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(STEERING);
        Entry mailbox = mailbox(call, new Directory(call));
        RuleList list = new RuleList(call, mailbox);
        RuleList.Item item = editable(call, list);
        loseOutlookRules(call, mailbox);
        list.remove(item);
        return List.of();
    }

    private static RuleList.Item editable(Call call, RuleList list) {
        RuleList.Item item = list.find(own(call.need("Identity")), false);
        if (!Boolean.TRUE.equals(item.document().get("SupportedByTask"))) {
            String name = String.valueOf(item.document().get("Name"));
            throw ExchangeErrors.invalid(
                    call,
                    "The rule '" + name
                            + "' was made by a client in a way that cmdlets don't support; it can't be changed.",
                    name);
        }
        return item;
    }

    /** @throws CommandFailure if that would have to be asked, and nobody can be */
    private static void loseOutlookRules(Call call, Entry mailbox) {
        String path = OUTLOOK + "/" + mailbox.guid();
        Map<String, @Nullable Object> outlook = call.documents().find(path).orElse(Map.of());
        if (!(outlook.get("ClientSideRules") instanceof Long rules) || rules == 0) {
            return;
        }
        if (!call.confirmed() && !call.flag("AlwaysDeleteOutlookRulesBlob")) {
            throw CommandFailure.wouldAsk(call.command());
        }
        call.documents().put(path, Map.of("ClientSideRules", 0L));
        call.warn("The " + rules + " rules of '" + mailbox.text("Name")
                + "' that only Outlook carries out (client-side rules) have been deleted; they can't be put back.");
    }
}
