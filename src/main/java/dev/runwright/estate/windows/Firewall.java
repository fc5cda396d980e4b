package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three profiles of the firewall. Stateless. */
final class Firewall {
    private static final String KIND = "firewall";
    private static final List<String> SETTINGS = List.of(
            "Enabled",
            "DefaultInboundAction",
            "DefaultOutboundAction",
            "AllowInboundRules",
            "AllowLocalFirewallRules",
            "NotifyOnListen",
            "LogAllowed",
            "LogBlocked",
            "LogFileName");

    private Firewall() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-NetFirewallProfile", Firewall::get),
                Rule.changing("Set-NetFirewallProfile", Firewall::set));
    }

    /** Makes the profiles as they are after an installation. */
    static void found(Documents documents, Document host) {
        for (String name : List.of("Domain", "Private", "Public")) {
            Document.at(documents, Hosts.folder(KIND, host) + "/" + name)
                    .set("Enabled", "True")
                    .set("DefaultInboundAction", "NotConfigured")
                    .set("DefaultOutboundAction", "NotConfigured")
                    .set("AllowInboundRules", "NotConfigured")
                    .set("AllowLocalFirewallRules", "NotConfigured")
                    .set("NotifyOnListen", "True")
                    .set("LogAllowed", "False")
                    .set("LogBlocked", "False")
                    .set("LogFileName", "%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log")
                    .keep(documents);
        }
    }

    private static List<Document> chosen(Call call) {
        Document host = Hosts.of(call);
        List<String> names = call.flag("All") ? List.of() : call.texts("Name");
        List<Document> found = Document.under(call.documents(), Hosts.folder(KIND, host)).stream()
                .filter(profile -> names.isEmpty() || Wildcards.any(names, profile.key()))
                .toList();
        if (found.isEmpty()) {
            throw WindowsErrors.notFound(
                    "No MSFT_NetFirewallProfile objects found with property 'InstanceID' equal to '"
                            + String.join(", ", names) + "'. Verify the value of the property and retry.",
                    "CmdletizationQuery_NotFound_InstanceID",
                    String.join(", ", names));
        }
        return found;
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        return chosen(call).stream()
                .map(profile -> {
                    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
                    shown.put("$type", "Microsoft.Management.Infrastructure.CimInstance");
                    shown.put("Name", profile.key());
                    SETTINGS.forEach(name -> shown.put(name, profile.get(name)));
                    return shown;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        for (Document profile : chosen(call)) {
            for (String name : SETTINGS) {
                if (call.has(name)) {
                    profile.set(name, call.get(name));
                }
            }
            profile.keep(call.documents());
        }
        return List.of();
    }
}
