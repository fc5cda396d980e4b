package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Get-, Add- and Remove-RecipientPermission: who may send as a recipient (Exchange documentation). */
final class RecipientPermissions {
    static final String FOLDER = "exchange/sendas";
    private static final Set<String> ASKED = Set.of("Identity", "Trustee", "AccessRights", "ResultSize");
    private static final Set<String> KNOWN = Set.of("Identity", "Trustee", "AccessRights", "Deny");

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RecipientPermission", RecipientPermissions::get),
                Rule.asking(
                        "Add-RecipientPermission", RecipientPermissions::add, "Identity", "Trustee", "AccessRights"),
                Rule.asking(
                        "Remove-RecipientPermission",
                        RecipientPermissions::remove,
                        "Identity",
                        "Trustee",
                        "AccessRights"));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        String identity = call.text("Identity");
        List<Entry> recipients =
                identity == null ? directory.recipients() : List.of(directory.recipient(call, identity));
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Entry recipient : recipients) {
            List<Map<String, @Nullable Object>> entries = entries(call, recipient);
            String trustee = call.text("Trustee");
            String named = trustee == null ? null : new Trustees(call, directory).named(trustee, entries, "Trustee");
            entries.stream()
                    .filter(entry -> named == null || named.equals(entry.get("Trustee")))
                    .forEach(entry -> found.add(shown(entry, recipient, directory)));
        }
        return found;
    }

    /** Who may send as a recipient. */
    static List<Map<String, @Nullable Object>> entries(Call call, Entry recipient) {
        return List.copyOf(
                call.documents().under(FOLDER + "/" + recipient.guid()).values());
    }

    private static Map<String, @Nullable Object> shown(
            Map<String, @Nullable Object> entry, Entry recipient, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.RecipientTasks.RecipientAcePresentationObject");
        object.put("Identity", directory.identity(recipient.document()));
        object.putAll(entry);
        return object;
    }

    /** An entry as it is kept. */
    static Map<String, @Nullable Object> entry(String trustee, boolean deny) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("Trustee", trustee);
        entry.put("AccessControlType", deny ? "Deny" : "Allow");
        entry.put("AccessRights", List.of("SendAs"));
        entry.put("IsInherited", false);
        entry.put("InheritanceType", "None");
        return entry;
    }

    static String path(String recipient, Map<String, @Nullable Object> entry) {
        return FOLDER + "/" + recipient + "/"
                + String.valueOf(entry.get("Trustee")).toLowerCase(Locale.ROOT)
                + ("Deny".equals(entry.get("AccessControlType")) ? " deny" : "");
    }

    private static List<Map<String, @Nullable Object>> add(Call call) {
        Directory directory = new Directory(call);
        Entry recipient = directory.recipient(call, call.need("Identity"));
        Map<String, @Nullable Object> wanted = wanted(call, recipient, directory);
        grant(call, recipient, wanted);
        return List.of(shown(wanted, recipient, directory));
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        Directory directory = new Directory(call);
        Entry recipient = directory.recipient(call, call.need("Identity"));
        revoke(call, recipient, wanted(call, recipient, directory));
        return List.of();
    }

    /** Keeps an entry; one that is there already is a warning. */
    static void grant(Call call, Entry recipient, Map<String, @Nullable Object> wanted) {
        String path = path(recipient.guid(), wanted);
        if (call.documents().find(path).isPresent()) {
            call.warn("The appropriate access control entry is already present on the object \""
                    + recipient.text("DistinguishedName") + "\" for account \"" + wanted.get("Trustee") + "\".");
        }
        call.documents().put(path, wanted);
    }

    /** Drops an entry; one that is not there is a warning. */
    static void revoke(Call call, Entry recipient, Map<String, @Nullable Object> unwanted) {
        String path = path(recipient.guid(), unwanted);
        if (call.documents().find(path).isEmpty()) {
            call.warn("Can't remove the access control entry on the object \"" + recipient.text("DistinguishedName")
                    + "\" for account \"" + unwanted.get("Trustee") + "\" because the ACE isn't present.");
        }
        call.documents().remove(path);
    }

    private static Map<String, @Nullable Object> wanted(Call call, Entry recipient, Directory directory) {
        call.only(KNOWN);
        for (String right : call.texts("AccessRights")) {
            if (!right.equalsIgnoreCase("SendAs")) {
                throw ExchangeErrors.invalid(
                        call, "'" + right + "' is no right on a recipient; it must be SendAs.", right);
            }
        }
        String trustee = new Trustees(call, directory).named(call.need("Trustee"), entries(call, recipient), "Trustee");
        return entry(trustee, call.flag("Deny"));
    }
}
