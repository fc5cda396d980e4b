package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connect-ExchangeOnline, Disconnect-ExchangeOnline, Get-ConnectionInformation, Get-AcceptedDomain. */
final class Sessions {
    static final String ORGANISATION = "exchange/organisation";
    static final String DOMAINS = "exchange/accepteddomains";

    List<Rule> rules() {
        return List.of(
                Rule.reading("Connect-ExchangeOnline", call -> List.of()),
                Rule.reading("Disconnect-ExchangeOnline", call -> List.of()),
                Rule.reading("Get-ConnectionInformation", Sessions::information),
                Rule.reading("Get-AcceptedDomain", Sessions::domains));
    }

    /** Who the cmdlets act as. */
    static String operator(Call call) {
        return String.valueOf(
                call.documents().find(ORGANISATION).orElse(Map.of()).get("Operator"));
    }

    private static List<Map<String, @Nullable Object>> information(Call call) {
        String name = String.valueOf(
                call.documents().find(ORGANISATION).orElse(Map.of()).get("Name"));
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.ExoPowershellSnapin.ConnectionInformation");
        object.put("ConnectionId", derived("connection:" + name));
        object.put("State", "Connected");
        object.put("TokenStatus", "Active");
        object.put("TenantID", derived("tenant:" + name));
        object.put("Organization", name);
        object.put("UserPrincipalName", operator(call));
        return List.of(object);
    }

    private static String derived(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static List<Map<String, @Nullable Object>> domains(Call call) {
        call.only(java.util.Set.of("Identity", "ResultSize"));
        String identity = call.text("Identity");
        List<Map<String, @Nullable Object>> found = call.documents().under(DOMAINS).values().stream()
                .filter(domain ->
                        identity == null || identity.equalsIgnoreCase(String.valueOf(domain.get("DomainName"))))
                .map(Sessions::shown)
                .toList();
        if (identity != null && found.isEmpty()) {
            throw ExchangeErrors.notFound(call, identity);
        }
        return found;
    }

    private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> domain) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain");
        object.put("Identity", domain.get("DomainName"));
        object.putAll(domain);
        return object;
    }
}
