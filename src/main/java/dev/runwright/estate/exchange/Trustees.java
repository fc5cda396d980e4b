package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is given a right, as access control entries name them. For one call. */
final class Trustees {
    static final String SELF = "NT AUTHORITY\\SELF";

    private final Call call;
    private final Directory directory;

    Trustees(Call call, Directory directory) {
        this.call = call;
        this.directory = directory;
    }

    /** The name under which an entry keeps whoever is called so: a mailbox's sign-in name, a group's name. */
    String named(String identity, List<Map<String, @Nullable Object>> entries, String property) {
        if (identity.equalsIgnoreCase(SELF)) {
            return SELF;
        }
        return directory
                .findRecipient(identity)
                .map(this::account)
                .or(() -> listed(identity, entries, property))
                .orElseThrow(() -> ExchangeErrors.notFound(call, identity));
    }

    private String account(Entry entry) {
        if (!entry.isMailbox()) {
            return entry.text("Name");
        }
        return call.cloud() ? entry.text("UserPrincipalName") : entry.logon();
    }

    /** Somebody who is no recipient (any more), but whose entry is there. */
    private static Optional<String> listed(
            String identity, List<Map<String, @Nullable Object>> entries, String property) {
        return entries.stream()
                .map(entry -> String.valueOf(entry.get(property)))
                .filter(identity::equalsIgnoreCase)
                .findFirst();
    }
}
