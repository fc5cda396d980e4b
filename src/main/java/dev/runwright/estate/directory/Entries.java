package dev.runwright.estate.directory;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.CommandFailure;
import dev.runwright.wire.ShellError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entries of the directory: where they are kept, how they are named and found. Stateless. */
final class Entries {
    static final String FACTS = "directory/facts";
    static final String USERS = "directory/users";
    static final String GROUPS = "directory/groups";
    /** Where the Exchange organisation keeps the mailbox of an account; its switch is the account's. */
    static final String MAILBOXES = "exchange/mailboxes";

    static final String MAILBOX = "$mailbox";
    private static final String ERRORS = "Microsoft.ActiveDirectory.Management.";
    private static final List<String> NAMES = List.of("SamAccountName", "DistinguishedName", "ObjectGUID", "SID");

    private Entries() {}

    /** An entry: its path and its document. */
    record Entry(String path, Map<String, @Nullable Object> document) {
        String name() {
            return String.valueOf(document.get("DistinguishedName"));
        }
    }

    static Map<String, @Nullable Object> account(String domain, String name, String account) {
        Map<String, @Nullable Object> user = named(domain, name, account, "user");
        user.put("UserPrincipalName", account + "@" + domain);
        user.put("GivenName", null);
        user.put("Surname", null);
        user.put("Enabled", true);
        user.put("LockedOut", false);
        user.put("PasswordLastSet", "2026-01-01T00:00:00Z");
        user.put("PasswordNeverExpires", false);
        user.put("AccountExpirationDate", null);
        user.put("Department", null);
        user.put("Title", null);
        user.put("Description", null);
        return user;
    }

    static Map<String, @Nullable Object> group(String domain, String name) {
        Map<String, @Nullable Object> group = named(domain, name, name, "group");
        group.put("GroupCategory", "Security");
        group.put("GroupScope", "Global");
        return group;
    }

    private static Map<String, @Nullable Object> named(String domain, String name, String account, String kind) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        String seed = kind + ":" + account.toLowerCase(Locale.ROOT);
        UUID guid = UUID.nameUUIDFromBytes(("ad/" + seed).getBytes(StandardCharsets.UTF_8));
        entry.put("DistinguishedName", "CN=" + name + ",OU=Users,DC=" + domain.replace(".", ",DC="));
        entry.put("Name", name);
        entry.put("ObjectClass", kind);
        entry.put("ObjectGUID", guid.toString());
        entry.put("SamAccountName", account);
        entry.put("SID", "S-1-5-21-1004336348-1177238915-682003330-" + (1000 + Math.floorMod(seed.hashCode(), 9000)));
        return entry;
    }

    /** @throws CommandFailure if there is none of that account name, distinguished name, Guid or SID */
    static Entry find(Call call, String folder) {
        return find(call, folder, call.need("Identity"));
    }

    /** @throws CommandFailure if there is none of that account name, distinguished name, Guid or SID */
    static Entry find(Call call, String folder, String identity) {
        for (Map.Entry<String, Map<String, @Nullable Object>> entry :
                call.documents().under(folder).entrySet()) {
            for (String name : NAMES) {
                if (identity.equalsIgnoreCase(String.valueOf(entry.getValue().get(name)))) {
                    return new Entry(entry.getKey(), entry.getValue());
                }
            }
        }
        String domain = call.documents()
                .find(FACTS)
                .map(facts -> "DC=" + String.valueOf(facts.get("Domain")).replace(".", ",DC="))
                .orElse("");
        throw failure(
                "ADIdentityNotFoundException",
                "Cannot find an object with identity: '" + identity + "' under: '" + domain + "'.",
                "ObjectNotFound",
                identity);
    }

    static CommandFailure failure(String type, String sentence, String category, String target) {
        return CommandFailure.written(
                ShellError.of(sentence, ERRORS + type, "ActiveDirectoryCmdlet:" + ERRORS + type, category, target));
    }
}
