package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Get-MailboxStatistics, Get-MobileDevice, and the quarantine of a mailbox that makes its server crash, which ends by itself
 * (Exchange documentation, Enable-MailboxQuarantine).
 */
final class Statistics {
    static final String FOLDER = "exchange/statistics";
    static final String DEVICES = "exchange/devices";
    private static final Duration USUAL = Duration.ofHours(24);
    private static final Set<String> QUARANTINE =
            Set.of("Identity", "Duration", "QuarantineReason", "AllowMigration", "Force");

    List<Rule> rules() {
        return List.of(
                Rule.reading("Get-MailboxStatistics", Statistics::get, "Identity"),
                Rule.reading("Get-MobileDevice", Statistics::devices),
                Rule.asking("Enable-MailboxQuarantine", Statistics::enable, "Identity"),
                Rule.asking("Disable-MailboxQuarantine", Statistics::disable, "Identity"));
    }

    private static Map<String, @Nullable Object> document(Call call, Entry mailbox) {
        return call.documents().find(FOLDER + "/" + mailbox.guid()).orElse(Map.of());
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "IncludeQuarantineDetails"));
        Entry mailbox = new Directory(call).mailbox(call, call.need("Identity"));
        Map<String, @Nullable Object> facts = document(call, mailbox);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Data.Mapi.MailboxStatistics");
        object.put("Identity", mailbox.document().get("ExchangeGuid"));
        object.put("DisplayName", mailbox.document().get("DisplayName"));
        object.put("MailboxGuid", mailbox.document().get("ExchangeGuid"));
        object.put("DatabaseName", mailbox.document().get("Database"));
        object.put("ServerName", mailbox.document().get("ServerName"));
        object.putAll(facts);
        boolean quarantined = facts.get("QuarantineEnd") instanceof OffsetDateTime end
                && end.toInstant().isAfter(call.now());
        object.put("IsQuarantined", quarantined);
        if (!quarantined) {
            object.put("QuarantineEnd", null);
            object.put("QuarantineDescription", null);
        }
        return List.of(object);
    }

    /** What a mailbox's statistics begin with. */
    static Map<String, @Nullable Object> initial() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("ItemCount", 0L);
        facts.put("DeletedItemCount", 0L);
        facts.put("TotalItemSize", "0 B (0 bytes)");
        facts.put("TotalDeletedItemSize", "0 B (0 bytes)");
        facts.put("LastLogonTime", null);
        facts.put("StorageLimitStatus", null);
        facts.put("DisconnectReason", null);
        facts.put("QuarantineEnd", null);
        facts.put("QuarantineDescription", null);
        return facts;
    }

    private static List<Map<String, @Nullable Object>> enable(Call call) {
        call.only(QUARANTINE);
        Entry mailbox = new Directory(call).mailbox(call, call.need("Identity"));
        Object asked = call.get("Duration");
        Duration length = asked == null
                ? USUAL
                : asked instanceof Duration duration
                        ? duration
                        : Spans.parse(asked.toString()).orElse(USUAL);
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(document(call, mailbox));
        changed.put("QuarantineEnd", call.now().plus(length).atOffset(ZoneOffset.UTC));
        changed.put("QuarantineDescription", call.text("QuarantineReason"));
        call.documents().put(FOLDER + "/" + mailbox.guid(), changed);
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> disable(Call call) {
        call.only(QUARANTINE);
        Entry mailbox = new Directory(call).mailbox(call, call.need("Identity"));
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(document(call, mailbox));
        changed.put("QuarantineEnd", null);
        changed.put("QuarantineDescription", null);
        call.documents().put(FOLDER + "/" + mailbox.guid(), changed);
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> devices(Call call) {
        call.only(Set.of("Mailbox", "Identity", "ResultSize"));
        String mailbox = call.text("Mailbox");
        String folder = mailbox == null
                ? DEVICES
                : DEVICES + "/" + new Directory(call).mailbox(call, mailbox).guid();
        String identity = call.text("Identity");
        return call.documents().under(folder).values().stream()
                .filter(device -> identity == null || identity.equalsIgnoreCase(Data.text(device.get("Identity"))))
                .map(Statistics::device)
                .toList();
    }

    private static Map<String, @Nullable Object> device(Map<String, @Nullable Object> kept) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Data.Directory.SystemConfiguration.MobileDevice");
        object.putAll(kept);
        return object;
    }
}
