package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Get-, Add- and Remove-ADPermission: how servers in one's own house say who may send as a recipient. They are the same entries as
 * those of the cmdlets for recipients in the cloud; other rights in the directory are not carried out (Exchange documentation).
 */
final class AdPermissions {
    private static final Set<String> ASKED = Set.of("Identity", "User");
    private static final Set<String> KNOWN = Set.of("Identity", "User", "ExtendedRights", "AccessRights", "Deny");

    private AdPermissions() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-ADPermission", AdPermissions::get, "Identity"),
                Rule.changing("Add-ADPermission", AdPermissions::add, "Identity", "User"),
                Rule.asking("Remove-ADPermission", AdPermissions::remove, "Identity", "User"));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        Entry recipient = directory.recipient(call, call.need("Identity"));
        List<Map<String, @Nullable Object>> entries = RecipientPermissions.entries(call, recipient);
        String user = call.text("User");
        String named = user == null ? null : new Trustees(call, directory).named(user, entries, "Trustee");
        return entries.stream()
                .filter(entry -> named == null || named.equals(entry.get("Trustee")))
                .map(entry -> shown(entry, recipient, directory))
                .toList();
    }

    private static Map<String, @Nullable Object> shown(
            Map<String, @Nullable Object> entry, Entry recipient, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.RecipientTasks.ADAcePresentationObject");
        object.put("Identity", directory.identity(recipient.document()));
        object.put("User", entry.get("Trustee"));
        object.put("AccessRights", List.of("ExtendedRight"));
        object.put("ExtendedRights", List.of("Send-As"));
        object.put("Deny", "Deny".equals(entry.get("AccessControlType")));
        object.put("IsInherited", entry.get("IsInherited"));
        object.put("InheritanceType", entry.get("InheritanceType"));
        return object;
    }

    private static List<Map<String, @Nullable Object>> add(Call call) {
        Directory directory = new Directory(call);
        Entry recipient = directory.recipient(call, call.need("Identity"));
        Map<String, @Nullable Object> wanted = wanted(call, recipient, directory);
        RecipientPermissions.grant(call, recipient, wanted);
        return List.of(shown(wanted, recipient, directory));
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        Directory directory = new Directory(call);
        Entry recipient = directory.recipient(call, call.need("Identity"));
        RecipientPermissions.revoke(call, recipient, wanted(call, recipient, directory));
        return List.of();
    }

    private static Map<String, @Nullable Object> wanted(Call call, Entry recipient, Directory directory) {
        call.only(KNOWN);
        List<String> rights = call.texts("ExtendedRights");
        for (String right : rights) {
            if (!right.replace('-', ' ').equalsIgnoreCase("Send As")) {
                throw ExchangeErrors.invalid(call, "The sandbox knows the extended right Send-As only.", right);
            }
        }
        boolean others =
                call.texts("AccessRights").stream().anyMatch(right -> !right.equalsIgnoreCase("ExtendedRight"));
        if (rights.isEmpty() || others) {
            throw ExchangeErrors.invalid(call, "The sandbox knows the extended right Send-As only.", "AccessRights");
        }
        String user = new Trustees(call, directory)
                .named(call.need("User"), RecipientPermissions.entries(call, recipient), "Trustee");
        return RecipientPermissions.entry(user, call.flag("Deny"));
    }
}
