package dev.runwright.estate.directory;

import dev.runwright.estate.directory.Entries.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cmdlets of groups and their members (ActiveDirectory documentation, Get-ADGroup and others). Stateless. */
final class Groups {
    private static final String LIST = "members";
    private static final Set<String> STEERING =
            Set.of("Identity", "Members", "PassThru", "Server", "Credential", "AuthType", "Partition");
    private static final Set<String> ASKED =
            Set.of("Identity", "Properties", "Recursive", "Server", "Credential", "AuthType", "Partition");

    private Groups() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-ADGroup", Groups::get, "Identity"),
                Rule.reading("Get-ADGroupMember", Groups::members, "Identity"),
                Rule.reading("Get-ADPrincipalGroupMembership", Groups::memberships, "Identity"),
                Rule.changing("Add-ADGroupMember", call -> change(call, true), "Identity", "Members"),
                Rule.asking("Remove-ADGroupMember", call -> change(call, false), "Identity", "Members"));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        return List.of(shown(Entries.find(call, Entries.GROUPS)));
    }

    private static Map<String, @Nullable Object> shown(Entry group) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.ActiveDirectory.Management.ADGroup");
        shown.putAll(group.document());
        shown.remove(LIST);
        return shown;
    }

    private static List<Map<String, @Nullable Object>> members(Call call) {
        call.only(ASKED);
        List<Map<String, @Nullable Object>> members = new ArrayList<>();
        for (String account : accounts(Entries.find(call, Entries.GROUPS))) {
            Map<String, @Nullable Object> user =
                    Entries.find(call, Entries.USERS, account).document();
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("$type", "Microsoft.ActiveDirectory.Management.ADPrincipal");
            List.of("DistinguishedName", "Name", "ObjectClass", "ObjectGUID", "SamAccountName", "SID")
                    .forEach(name -> shown.put(name, user.get(name)));
            members.add(shown);
        }
        return members;
    }

    private static List<Map<String, @Nullable Object>> memberships(Call call) {
        call.only(ASKED);
        String account = account(Entries.find(call, Entries.USERS));
        List<Map<String, @Nullable Object>> groups = new ArrayList<>();
        call.documents().under(Entries.GROUPS).forEach((path, group) -> {
            Entry entry = new Entry(path, group);
            if (accounts(entry).contains(account)) {
                groups.add(shown(entry));
            }
        });
        return groups;
    }

    private static List<String> accounts(Entry group) {
        return Data.texts(group.document().get(LIST));
    }

    private static String account(Entry user) {
        return String.valueOf(user.document().get("SamAccountName"));
    }

    private static List<Map<String, @Nullable Object>> change(Call call, boolean add) {
        call.only(STEERING);
        Entry group = Entries.find(call, Entries.GROUPS);
        List<String> members = new ArrayList<>(accounts(group));
        for (String named : call.texts("Members")) {
            String account = account(Entries.find(call, Entries.USERS, named));
            if (members.contains(account) == add) {
                throw Entries.failure(
                        "ADException",
                        add
                                ? "The specified account name is already a member of the group."
                                : "The specified account name is not a member of the group.",
                        "InvalidOperation",
                        named);
            }
            if (add) {
                members.add(account);
            } else {
                members.remove(account);
            }
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(group.document());
        changed.put(LIST, members);
        call.documents().put(group.path(), changed);
        return List.of();
    }
}
