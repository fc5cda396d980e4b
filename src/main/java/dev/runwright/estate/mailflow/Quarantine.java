package dev.runwright.estate.mailflow;

import dev.runwright.estate.exchange.ExchangeErrors;
import dev.runwright.estate.exchange.Items;
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
import org.jspecify.annotations.Nullable;

/** Messages in quarantine, and senders who may not send any more (Exchange documentation). Stateless. */
final class Quarantine {
    static final String FOLDER = "mailflow/quarantine";
    static final String BLOCKED = "mailflow/blocked";
    private static final String STATUS = "ReleaseStatus";
    private static final String IDENTITY = "Identity";

    private Quarantine() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-QuarantineMessage", Quarantine::get),
                Rule.changing("Release-QuarantineMessage", Quarantine::release),
                Rule.asking("Delete-QuarantineMessage", Quarantine::delete),
                Rule.reading("Get-BlockedSenderAddress", Quarantine::blocked),
                Rule.changing("Remove-BlockedSenderAddress", Quarantine::unblock, "SenderAddress"));
    }

    private static String path(String identity) {
        return FOLDER + "/" + identity.replace('\\', '+');
    }

    private static Map<String, @Nullable Object> find(Call call, String identity) {
        return call.documents().find(path(identity)).orElseThrow(() -> ExchangeErrors.notFound(call, identity));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of(
                IDENTITY,
                "SenderAddress",
                "RecipientAddress",
                "QuarantineTypes",
                "Type",
                STATUS,
                "Direction",
                "Subject",
                "MessageId",
                "StartReceivedDate",
                "EndReceivedDate",
                "Page",
                "PageSize"));
        if (call.text(IDENTITY) != null) {
            return List.of(shown(find(call, call.need(IDENTITY))));
        }
        OffsetDateTime now = call.now().atOffset(ZoneOffset.UTC);
        OffsetDateTime from = call.get("StartReceivedDate") instanceof OffsetDateTime time ? time : now.minusDays(16);
        OffsetDateTime to = call.get("EndReceivedDate") instanceof OffsetDateTime time ? time : now;
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Map<String, @Nullable Object> row : call.documents().under(FOLDER).values()) {
            boolean fits = row.get("ReceivedTime") instanceof OffsetDateTime at
                    && !at.isBefore(from)
                    && !at.isAfter(to)
                    && Traces.fits(call, "QuarantineTypes", row.get("Type"));
            for (String name :
                    List.of("SenderAddress", "RecipientAddress", "Type", STATUS, "Direction", "Subject", "MessageId")) {
                fits = fits && Traces.fits(call, name, row.get(name));
            }
            if (fits) {
                found.add(shown(row));
            }
        }
        long size = call.get("PageSize") instanceof Long asked ? asked : 100;
        long page = call.get("Page") instanceof Long asked ? asked : 1;
        return found.stream().skip((page - 1) * size).limit(size).toList();
    }

    private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> row) {
        return Traces.typed("Microsoft.Exchange.Management.FfoQuarantine.QuarantineMessage", row);
    }

    private static List<String> identities(Call call) {
        List<String> named = new ArrayList<>(call.texts("Identities"));
        named.addAll(call.texts(IDENTITY));
        if (named.isEmpty()) {
            throw ExchangeErrors.invalid(call, "Specify the Identity or the Identities parameter.", "");
        }
        return named;
    }

    /** A released message is delivered; that cannot be taken back. */
    private static List<Map<String, @Nullable Object>> release(Call call) {
        call.only(Set.of(IDENTITY, "Identities", "ReleaseToAll", "User", "ActionType", "Force"));
        String action = call.has("ActionType") ? call.need("ActionType") : "Release";
        boolean releases = action.equalsIgnoreCase("Release");
        if (releases && call.flag("ReleaseToAll") == !call.texts("User").isEmpty()) {
            throw ExchangeErrors.invalid(call, "Specify either the ReleaseToAll switch or the User parameter.", "");
        }
        for (String identity : identities(call)) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>(find(call, identity));
            if (releases) {
                List<String> all = Data.texts(row.get("RecipientAddress"));
                List<String> users = call.flag("ReleaseToAll") ? all : call.texts("User");
                users.forEach(user -> deliver(call, row, user));
                row.put(
                        "QuarantinedUser",
                        all.stream().filter(one -> !users.contains(one)).toList());
                row.put("ReleasedUser", users);
            }
            row.put(STATUS, releases ? "Released" : action.equalsIgnoreCase("Deny") ? "Denied" : "Requested");
            call.documents().put(path(identity), row);
        }
        return List.of();
    }

    private static void deliver(Call call, Map<String, @Nullable Object> row, String user) {
        Items.deliver(
                call.documents(),
                user,
                String.valueOf(row.get("SenderAddress")),
                String.valueOf(row.get("Subject")),
                String.valueOf(row.get("MessageId")));
    }

    private static List<Map<String, @Nullable Object>> delete(Call call) {
        call.only(Set.of(IDENTITY, "Identities", "HardDelete"));
        identities(call).forEach(identity -> {
            find(call, identity);
            call.documents().remove(path(identity));
        });
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> blocked(Call call) {
        call.only(Set.of("SenderAddress"));
        return call.documents().under(BLOCKED).values().stream()
                .filter(row -> Traces.fits(call, "SenderAddress", row.get("SenderAddress")))
                .map(row -> Traces.typed("Microsoft.Exchange.Management.Hygiene.BlockedSenderAddress", row))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> unblock(Call call) {
        call.only(Set.of("SenderAddress", "Reason"));
        String address = call.need("SenderAddress");
        String path = BLOCKED + "/" + address.toLowerCase(java.util.Locale.ROOT);
        if (call.documents().find(path).isEmpty()) {
            throw ExchangeErrors.notFound(call, address);
        }
        call.documents().remove(path);
        return List.of();
    }
}
