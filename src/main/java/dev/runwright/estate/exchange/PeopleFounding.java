package dev.runwright.estate.exchange;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Documents;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes mailboxes and other recipients from the estate's description. */
final class PeopleFounding {
    static final Set<String> MAILBOX_KEYS = Set.of(
            "name",
            "alias",
            "address",
            "type",
            "mailbox",
            "client_access",
            "user",
            "auto_reply",
            "junk",
            "statistics",
            "permissions",
            "send_as",
            "rules",
            "client_side_rules",
            "devices",
            "apps",
            "sweep_rules",
            "exports",
            "items");
    static final Set<String> RECIPIENT_KEYS = Set.of("name", "alias", "address", "type", "external");
    static final Set<String> TRANSPORT_KEYS = Set.of("name", "enabled", "mode", "does");
    private static final Set<String> PERMISSION_KEYS = Set.of("user", "rights", "deny", "auto_mapping");
    private static final Set<String> RULE_KEYS =
            Set.of("name", "id", "enabled", "hidden", "supported", "in_error", "does");
    private static final Set<String> DEVICE_KEYS = Set.of("id", "name", "type", "state");
    private static final Map<String, String> TYPES = Map.of(
            "user", "UserMailbox", "shared", "SharedMailbox", "room", "RoomMailbox", "equipment", "EquipmentMailbox");

    private final Tables tables;
    private final Documents documents;
    private final String organisation;
    private final String domain;
    private final OffsetDateTime born;

    PeopleFounding(Tables tables, Documents documents, String organisation, String domain) {
        this.tables = tables;
        this.documents = documents;
        this.organisation = organisation;
        this.domain = domain;
        this.born = documents.now().atOffset(ZoneOffset.UTC).minusDays(400);
    }

    private String guid(Described person) {
        return Described.guid("recipient", alias(person));
    }

    private static String alias(Described person) {
        return person.text("alias", person.need("name").toLowerCase(Locale.ROOT).replace(' ', '.'));
    }

    void mailbox(Described person) {
        String type = TYPES.get(person.text("type", "user"));
        if (type == null) {
            throw BadDescription.badValue(
                    person.where() + ".type", "one of user, shared, room, equipment", person.text("type", ""));
        }
        Map<String, @Nullable Object> document = tables.mailbox().initial();
        document.putAll(tables.identity().initial());
        names(person, document);
        document.put("ExchangeGuid", Described.guid("exchange", alias(person)));
        document.put("SamAccountName", alias(person));
        document.put("RecipientType", "UserMailbox");
        document.put("RecipientTypeDetails", type);
        document.put("IsShared", type.equals("SharedMailbox"));
        document.put("IsResource", type.equals("RoomMailbox") || type.equals("EquipmentMailbox"));
        document.put("UserPrincipalName", document.get("PrimarySmtpAddress"));
        documents.put(Directory.MAILBOXES + "/" + guid(person), document);
    }

    void recipient(Described person) {
        boolean group = person.text("type", "contact").equals("group");
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        names(person, document);
        document.put("RecipientType", group ? "MailUniversalDistributionGroup" : "MailContact");
        document.put("RecipientTypeDetails", document.get("RecipientType"));
        document.put("HiddenFromAddressListsEnabled", false);
        document.put("ExternalEmailAddress", group ? null : "SMTP:" + person.need("external"));
        documents.put(Directory.RECIPIENTS + "/" + guid(person), document);
    }

    private void names(Described person, Map<String, @Nullable Object> document) {
        String name = person.need("name");
        String alias = alias(person);
        String address = person.text("address", person.text("external", alias + "@" + domain));
        document.put("Guid", guid(person));
        document.put("ExternalDirectoryObjectId", Described.guid("entra", alias));
        document.put("Name", name);
        document.put("DisplayName", name);
        document.put("Alias", alias);
        document.put("PrimarySmtpAddress", address);
        document.put("EmailAddresses", List.of("SMTP:" + address));
        document.put("CanonicalName", domain + "/Users/" + name);
        document.put("DistinguishedName", "CN=" + name + ",OU=Users,DC=" + domain.replace(".", ",DC="));
        document.put("LegacyExchangeDN", "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=" + alias);
        document.put("WhenCreated", born);
        document.put("WhenChanged", born);
        document.put("WhenChangedUTC", born);
    }

    /** What refers to other people; they are all there by now. */
    void properties(Described person) {
        String guid = guid(person);
        String path = Directory.MAILBOXES + "/" + guid;
        documents.put(
                path,
                filled(person, "mailbox", tables.mailbox(), documents.find(path).orElseThrow()));
        keep(person, "client_access", ClientAccess.FOLDER, tables.clientAccess());
        keep(person, "user", Configurations.USERS, tables.user());
        keep(person, "auto_reply", Configurations.AUTO_REPLIES, tables.autoReply());
        keep(person, "junk", Configurations.JUNK, tables.junk());
        Map<String, @Nullable Object> statistics = Statistics.initial();
        statistics.putAll(person.map("statistics"));
        documents.put(Statistics.FOLDER + "/" + guid, statistics);
        permissions(person, guid);
        rules(person, guid);
        devices(person, guid);
        new BelongingFounding(documents).of(person, guid);
        String address = String.valueOf(documents.find(path).orElseThrow().get("PrimarySmtpAddress"));
        new ItemFounding(documents).items(person, guid, address);
    }

    private void keep(Described person, String key, String folder, PropertyTable table) {
        documents.put(folder + "/" + guid(person), filled(person, key, table, table.initial()));
    }

    private void permissions(Described person, String guid) {
        put(guid, MailboxPermissions.entry(Trustees.SELF, List.of("FullAccess", "ReadPermission"), false, false), true);
        put(guid, MailboxPermissions.entry("EURPR01A001\\Exchange Servers", List.of("FullAccess"), false, true), true);
        put(guid, MailboxPermissions.entry("EURPR01A001\\Domain Admins", List.of("FullAccess"), true, true), true);
        for (Described entry : person.list("permissions", PERMISSION_KEYS)) {
            List<String> rights = entry.has("rights") ? entry.texts("rights") : List.of("FullAccess");
            Map<String, @Nullable Object> kept =
                    MailboxPermissions.entry(trustee(entry.need("user")), rights, entry.flag("deny", false), false);
            put(guid, kept, entry.flag("auto_mapping", true));
        }
        Map<String, @Nullable Object> self = RecipientPermissions.entry(Trustees.SELF, false);
        documents.put(RecipientPermissions.path(guid, self), self);
        for (String trustee : person.texts("send_as")) {
            Map<String, @Nullable Object> entry = RecipientPermissions.entry(trustee(trustee), false);
            documents.put(RecipientPermissions.path(guid, entry), entry);
        }
    }

    private void put(String guid, Map<String, @Nullable Object> entry, boolean autoMapping) {
        if (!autoMapping) {
            entry.put("AutoMapping", false);
        }
        documents.put(MailboxPermissions.path(guid, entry), entry);
    }

    private String trustee(String identity) {
        Call call = new Call("estate", Map.of(), true, organisation, documents);
        try {
            return new Trustees(call, new Directory(call)).named(identity, List.of(), "");
        } catch (CommandFailure e) {
            throw BadDescription.badValue(
                    "permissions", "given to somebody who is in it", "given to '" + identity + "'");
        }
    }

    private void rules(Described person, String guid) {
        long priority = 0;
        for (Described rule : person.list("rules", RULE_KEYS)) {
            boolean hidden = rule.flag("hidden", false);
            BigInteger number =
                    rule.has("id") ? new BigInteger(rule.need("id")) : InboxRules.number(guid, documents.next());
            Map<String, @Nullable Object> document = InboxRules.blank(rule.need("name"), number);
            document.put("Enabled", rule.flag("enabled", true));
            document.put("Priority", hidden ? 0L : ++priority);
            document.put("Hidden", hidden);
            document.put("SupportedByTask", rule.flag("supported", true));
            document.put("InError", rule.flag("in_error", false));
            document.putAll(
                    filled(rule, "does", tables.inboxRule(), tables.inboxRule().initial()));
            documents.put(RuleList.FOLDER + "/" + guid + "/" + number, document);
        }
        long outlook = person.get("client_side_rules") instanceof Long count ? count : 0;
        documents.put(InboxRules.OUTLOOK + "/" + guid, Map.of("ClientSideRules", outlook));
    }

    private void devices(Described person, String guid) {
        for (Described device : person.list("devices", DEVICE_KEYS)) {
            String id = device.need("id");
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("Identity", person.need("name") + "\\ExchangeActiveSyncDevices\\" + id);
            document.put("DeviceId", id);
            document.put("FriendlyName", device.text("name", id));
            document.put("DeviceType", device.text("type", "Phone"));
            document.put("DeviceAccessState", device.text("state", "Allowed"));
            document.put("ClientType", "EAS");
            document.put("UserDisplayName", person.need("name"));
            documents.put(Statistics.DEVICES + "/" + guid + "/" + id, document);
        }
    }

    /** A transport rule of the description, at the end of the list. */
    void transportRule(Described rule, long priority) {
        String name = rule.need("name");
        TransportRules kind = new TransportRules(tables);
        String guid = Described.guid("transportrule", name);
        Map<String, @Nullable Object> document = filled(rule, "does", tables.transportRule(), kind.blank(name, guid));
        document.put("Priority", priority);
        document.put("State", rule.flag("enabled", true) ? "Enabled" : "Disabled");
        document.put("Mode", rule.text("mode", "Enforce"));
        document.put("WhenChanged", born);
        documents.put(TransportRules.FOLDER + "/" + guid, document);
    }

    private Map<String, @Nullable Object> filled(
            Described person, String key, PropertyTable table, Map<String, @Nullable Object> document) {
        Map<String, @Nullable Object> given = person.map(key);
        return filled(person.where() + "." + key, given, table, document);
    }

    private Map<String, @Nullable Object> filled(
            String where,
            Map<String, @Nullable Object> given,
            PropertyTable table,
            Map<String, @Nullable Object> document) {
        given.keySet().forEach(name -> {
            if (table.find(name).isEmpty()) {
                throw BadDescription.unknownKey(where, name, table.names());
            }
        });
        try {
            Call call = new Call("estate", given, true, organisation, documents);
            return table.applied(document, call, new Directory(call));
        } catch (CommandFailure e) {
            throw BadDescription.badValue(where, "understood", "not: " + e.sentence());
        }
    }
}
