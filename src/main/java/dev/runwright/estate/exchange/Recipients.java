package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Get-Recipient: everybody who can be written to. */
final class Recipients {
    private static final Set<String> ASKED = Set.of(
            "Identity", "ResultSize", "RecipientTypeDetails", "RecipientType", "Filter", "Properties", "PropertySet");
    private static final List<String> SHOWN = List.of(
            "Name",
            "Alias",
            "DisplayName",
            "PrimarySmtpAddress",
            "EmailAddresses",
            "ExternalEmailAddress",
            "Guid",
            "ExchangeGuid",
            "ExternalDirectoryObjectId",
            "DistinguishedName",
            "RecipientType",
            "RecipientTypeDetails",
            "HiddenFromAddressListsEnabled",
            "WhenCreated",
            "WhenChanged");

    List<Rule> rules() {
        return List.of(Rule.reading("Get-Recipient", Recipients::get));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        List<String> types = call.texts("RecipientType");
        return new Selection(call)
                .entries(directory.recipients(), identity -> directory.recipient(call, identity)).stream()
                        .filter(entry -> types.isEmpty()
                                || types.stream().anyMatch(entry.text("RecipientType")::equalsIgnoreCase))
                        .map(entry -> shown(entry, directory))
                        .toList();
    }

    private static Map<String, @Nullable Object> shown(Entry entry, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Data.Directory.Management.ReducedRecipient");
        object.put("Identity", directory.identity(entry.document()));
        SHOWN.forEach(name -> object.put(name, entry.document().get(name)));
        object.put("IsValid", true);
        return object;
    }
}
