package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Get-, Add- and Remove-MailboxPermission (Exchange documentation): AutoMapping is kept, but no reading shows it. */
final class MailboxPermissions {
    static final String FOLDER = "exchange/permissions";
    private static final Set<String> ASKED = Set.of("Identity", "User", "ResultSize");
    private static final Set<String> KNOWN = Set.of(
            "Identity",
            "User",
            "AccessRights",
            "InheritanceType",
            "AutoMapping",
            "Deny",
            "DomainController",
            "IgnoreDefaultScope");
    private static final List<String> RIGHTS =
            List.of("ChangeOwner", "ChangePermission", "DeleteItem", "ExternalAccount", "FullAccess", "ReadPermission");

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-MailboxPermission", MailboxPermissions::get, "Identity"),
                Rule.changing("Add-MailboxPermission", MailboxPermissions::add, "Identity", "User", "AccessRights"),
                Rule.asking(
                        "Remove-MailboxPermission", MailboxPermissions::remove, "Identity", "User", "AccessRights"));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        Entry mailbox = directory.mailbox(call, call.need("Identity"));
        List<Map<String, @Nullable Object>> entries = entries(call, mailbox);
        String user = call.text("User");
        String named = user == null ? null : new Trustees(call, directory).named(user, entries, "User");
        return entries.stream()
                .filter(entry -> named == null || named.equals(entry.get("User")))
                .map(entry -> shown(entry, mailbox, directory))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> entries(Call call, Entry mailbox) {
        return List.copyOf(call.documents().under(FOLDER + "/" + mailbox.guid()).values());
    }

    private static Map<String, @Nullable Object> shown(
            Map<String, @Nullable Object> entry, Entry mailbox, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.RecipientTasks.MailboxAcePresentationObject");
        object.put("Identity", directory.identity(mailbox.document()));
        for (String name : List.of("User", "AccessRights", "IsInherited", "Deny", "InheritanceType")) {
            object.put(name, entry.get(name));
        }
        object.put("IsValid", true);
        object.put("ObjectState", "Unchanged");
        return object;
    }

    /** An entry as it is kept. */
    static Map<String, @Nullable Object> entry(String user, List<String> rights, boolean deny, boolean inherited) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("User", user);
        entry.put("AccessRights", sorted(rights));
        entry.put("Deny", deny);
        entry.put("InheritanceType", "All");
        entry.put("IsInherited", inherited);
        entry.put("AutoMapping", !inherited && !deny);
        return entry;
    }

    static String path(String mailbox, Map<String, @Nullable Object> entry) {
        return FOLDER + "/" + mailbox + "/" + String.valueOf(entry.get("User")).toLowerCase(Locale.ROOT)
                + (Boolean.TRUE.equals(entry.get("Deny")) ? " deny" : "")
                + (Boolean.TRUE.equals(entry.get("IsInherited")) ? " inherited" : "");
    }

    private static List<String> sorted(Iterable<String> rights) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        rights.forEach(set::add);
        return new ArrayList<>(set);
    }

    private static List<Map<String, @Nullable Object>> add(Call call) {
        call.only(KNOWN);
        Directory directory = new Directory(call);
        Entry mailbox = directory.mailbox(call, call.need("Identity"));
        Map<String, @Nullable Object> wanted = wanted(call, mailbox, directory);
        String path = path(mailbox.guid(), wanted);
        Map<String, @Nullable Object> before = call.documents().find(path).orElse(null);
        if (before == null) {
            if (call.get("AutoMapping") instanceof Boolean mapped) {
                wanted.put("AutoMapping", mapped);
            }
            call.documents().put(path, wanted);
            return List.of(shown(wanted, mailbox, directory));
        }
        Set<String> rights = new TreeSet<>(Data.texts(before.get("AccessRights")));
        if (!rights.addAll(Data.texts(wanted.get("AccessRights")))) {
            call.warn("The appropriate access control entry is already present on the object \""
                    + mailbox.text("DistinguishedName") + "\" for account \"" + wanted.get("User") + "\".");
            return List.of(shown(before, mailbox, directory));
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(before);
        changed.put("AccessRights", sorted(rights));
        call.documents().put(path, changed);
        return List.of(shown(changed, mailbox, directory));
    }

    private static Map<String, @Nullable Object> wanted(Call call, Entry mailbox, Directory directory) {
        String user = new Trustees(call, directory).named(call.need("User"), entries(call, mailbox), "User");
        List<String> rights = call.texts("AccessRights").stream()
                .flatMap(text -> List.of(text.split("\\s*,\\s*", -1)).stream())
                .map(right -> right(call, right))
                .toList();
        Map<String, @Nullable Object> entry = entry(user, rights, call.flag("Deny"), false);
        if (call.text("InheritanceType") != null) {
            entry.put("InheritanceType", call.need("InheritanceType"));
        }
        return entry;
    }

    private static String right(Call call, String name) {
        return RIGHTS.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> ExchangeErrors.invalid(
                        call,
                        "'" + name + "' is no right on a mailbox; it must be one of " + String.join(", ", RIGHTS) + ".",
                        name));
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(KNOWN);
        Directory directory = new Directory(call);
        Entry mailbox = directory.mailbox(call, call.need("Identity"));
        Map<String, @Nullable Object> wanted = wanted(call, mailbox, directory);
        String path = path(mailbox.guid(), wanted);
        Map<String, @Nullable Object> before = call.documents().find(path).orElse(null);
        List<String> left = new ArrayList<>(before == null ? List.of() : Data.texts(before.get("AccessRights")));
        if (before == null || !left.removeAll(Data.texts(wanted.get("AccessRights")))) {
            call.warn("Can't remove the access control entry on the object \"" + mailbox.text("DistinguishedName")
                    + "\" for account \"" + wanted.get("User") + "\" because the ACE isn't present.");
            return List.of();
        }
        if (left.isEmpty()) {
            call.documents().remove(path);
        } else {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(before);
            changed.put("AccessRights", left);
            call.documents().put(path, changed);
        }
        return List.of();
    }
}
