package dev.runwright.estate.directory;

import dev.runwright.estate.directory.Entries.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cmdlets of accounts (ActiveDirectory documentation, Get-ADUser, Disable-ADAccount and others). Stateless. */
final class Accounts {
    private static final List<String> STANDARD = List.of(
            "DistinguishedName",
            "Enabled",
            "GivenName",
            "Name",
            "ObjectClass",
            "ObjectGUID",
            "SamAccountName",
            "SID",
            "Surname",
            "UserPrincipalName");
    private static final List<String> WRITABLE =
            List.of("GivenName", "Surname", "Department", "Title", "Description", "PasswordNeverExpires");
    private static final Set<String> STEERING =
            Set.of("Identity", "PassThru", "Server", "Credential", "AuthType", "Partition");
    private static final Set<String> ASKED = Set.of(
            "Identity", "Filter", "Properties", "Server", "Credential", "AuthType", "Partition", "ResultSetSize");
    private static final Pattern CLAUSE = Pattern.compile("\\s*(\\w+)\\s+-(eq|ne)\\s+['\"]([^'\"]*)['\"]\\s*");

    private Accounts() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-ADUser", Accounts::get),
                Rule.changing("Set-ADUser", Accounts::set, "Identity"),
                Rule.changing("Disable-ADAccount", call -> switched(call, "Enabled", false), "Identity"),
                Rule.changing("Enable-ADAccount", call -> switched(call, "Enabled", true), "Identity"),
                Rule.changing("Unlock-ADAccount", call -> switched(call, "LockedOut", false), "Identity"),
                Rule.changing("Set-ADAccountPassword", Accounts::password, "Identity"));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        List<Entry> found = new ArrayList<>();
        if (call.text("Identity") != null) {
            found.add(Entries.find(call, Entries.USERS));
        } else {
            call.documents().under(Entries.USERS).forEach((path, user) -> {
                if (accepts(call.need("Filter"), user)) {
                    found.add(new Entry(path, user));
                }
            });
        }
        return found.stream().map(entry -> shown(call, entry)).toList();
    }

    private static boolean accepts(String filter, Map<String, @Nullable Object> user) {
        if (filter.equals("*")) {
            return true;
        }
        Matcher clause = CLAUSE.matcher(filter);
        if (!clause.matches()) {
            throw Entries.failure(
                    "ADFilterParsingException",
                    "Error parsing query: '" + filter + "' (the sandbox knows * and one comparison by -eq or -ne).",
                    "ParserError",
                    filter);
        }
        boolean same = clause.group(3).equalsIgnoreCase(String.valueOf(user.get(clause.group(1))));
        return same == clause.group(2).equals("eq");
    }

    private static Map<String, @Nullable Object> shown(Call call, Entry entry) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(entry.document());
        Object mailbox = all.remove(Entries.MAILBOX);
        if (mailbox != null) {
            all.put("Enabled", enabled(call, mailbox.toString()));
        }
        List<String> wanted = new ArrayList<>(STANDARD);
        List<String> more = call.texts("Properties");
        wanted.addAll(more.contains("*") ? all.keySet() : more);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Microsoft.ActiveDirectory.Management.ADUser");
        for (String name : wanted) {
            Map.Entry<String, @Nullable Object> property = Data.entry(all, name);
            if (property != null) {
                shown.put(property.getKey(), timed(property.getValue()));
            }
        }
        return shown;
    }

    private static @Nullable Object timed(@Nullable Object value) {
        return value instanceof String text && text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
                ? OffsetDateTime.parse(text)
                : value;
    }

    private static boolean enabled(Call call, String mailbox) {
        return call.documents()
                .find(Entries.MAILBOXES + "/" + mailbox)
                .map(document -> !Boolean.TRUE.equals(document.get("AccountDisabled")))
                .orElse(true);
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        List<String> known = new ArrayList<>(WRITABLE);
        known.addAll(STEERING);
        known.add("Enabled");
        call.only(Set.copyOf(known));
        Entry entry = Entries.find(call, Entries.USERS);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(entry.document());
        WRITABLE.forEach(name -> {
            if (call.has(name)) {
                changed.put(name, call.get(name));
            }
        });
        call.documents().put(entry.path(), changed);
        return call.get("Enabled") instanceof Boolean enabled ? keep(call, "Enabled", enabled) : List.of();
    }

    private static List<Map<String, @Nullable Object>> switched(Call call, String property, boolean value) {
        call.only(STEERING);
        return keep(call, property, value);
    }

    private static List<Map<String, @Nullable Object>> keep(Call call, String property, boolean value) {
        Entry entry = Entries.find(call, Entries.USERS);
        String mailbox = Data.text(entry.document().get(Entries.MAILBOX));
        String path = mailbox == null || !property.equals("Enabled") ? entry.path() : Entries.MAILBOXES + "/" + mailbox;
        boolean reversed = !path.equals(entry.path());
        Map<String, @Nullable Object> changed =
                new LinkedHashMap<>(call.documents().find(path).orElse(Map.of()));
        changed.put(reversed ? "AccountDisabled" : property, value != reversed);
        call.documents().put(path, changed);
        return List.of();
    }

    /** The password itself is kept nowhere. */
    private static List<Map<String, @Nullable Object>> password(Call call) {
        Set<String> known = new java.util.HashSet<>(STEERING);
        known.addAll(Set.of("NewPassword", "OldPassword", "Reset"));
        call.only(known);
        Entry entry = Entries.find(call, Entries.USERS);
        if (call.get("NewPassword") == null) {
            throw Entries.failure(
                    "ADPasswordException", "The new password must not be empty.", "InvalidArgument", entry.name());
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(entry.document());
        changed.put("PasswordLastSet", call.now().atOffset(ZoneOffset.UTC).toString());
        call.documents().put(entry.path(), changed);
        return List.of();
    }
}
