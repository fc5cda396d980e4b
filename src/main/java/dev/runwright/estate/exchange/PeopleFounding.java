package dev.runwright.estate.exchange;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.estate.world.Documents;
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
            "devices");
    static final Set<String> RECIPIENT_KEYS = Set.of("name", "alias", "address", "type", "external");
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
        documents.put(
                ClientAccess.FOLDER + "/" + guid,
                filled(
                        person,
                        "client_access",
                        tables.clientAccess(),
                        tables.clientAccess().initial()));
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
