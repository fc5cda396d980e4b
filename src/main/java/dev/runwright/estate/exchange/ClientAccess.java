package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Get-CASMailbox and Set-CASMailbox. */
final class ClientAccess {
    static final String FOLDER = "exchange/casmailboxes";
    private static final String TYPE = "Microsoft.Exchange.Data.Directory.Management.CASMailbox";
    private static final Set<String> ASKED =
            Set.of("Identity", "ResultSize", "RecipientTypeDetails", "Filter", "ProtocolSettings");
    private static final List<String> NAMES = List.of(
            "Name",
            "DisplayName",
            "PrimarySmtpAddress",
            "EmailAddresses",
            "Guid",
            "ExternalDirectoryObjectId",
            "DistinguishedName",
            "LegacyExchangeDN",
            "ServerName",
            "SamAccountName");

    private final Tables tables;

    ClientAccess(Tables tables) {
        this.tables = tables;
    }

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-CASMailbox", this::get), Rule.changing("Set-CASMailbox", this::set, "Identity"));
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        return new Selection(call)
                .entries(directory.mailboxes(), identity -> directory.mailbox(call, identity)).stream()
                        .map(entry -> shown(call, entry, directory))
                        .toList();
    }

    private Map<String, @Nullable Object> shown(Call call, Directory.Entry entry, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", TYPE);
        object.put("Identity", directory.identity(entry.document()));
        NAMES.forEach(name -> object.put(name, entry.document().get(name)));
        tables.clientAccess().show(document(call, entry), directory, object);
        object.put("IsValid", true);
        return object;
    }

    private static Map<String, @Nullable Object> document(Call call, Directory.Entry entry) {
        return call.documents().find(FOLDER + "/" + entry.guid()).orElse(Map.of());
    }

    private List<Map<String, @Nullable Object>> set(Call call) {
        Directory directory = new Directory(call);
        Directory.Entry entry = directory.mailbox(call, call.need("Identity"));
        List<String> known = new ArrayList<>(tables.clientAccess().names());
        known.addAll(List.of("Identity", "DomainController", "IgnoreDefaultScope", "Force"));
        call.only(Set.copyOf(known));
        Map<String, @Nullable Object> before = document(call, entry);
        Map<String, @Nullable Object> changed = tables.clientAccess().applied(before, call, directory);
        Change.keep(call, FOLDER + "/" + entry.guid(), directory.identity(entry.document()), before, changed);
        return List.of();
    }
}
