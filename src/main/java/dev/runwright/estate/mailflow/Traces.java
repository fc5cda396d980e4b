package dev.runwright.estate.mailflow;

import dev.runwright.estate.exchange.ExchangeErrors;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where messages went: tracking logs of each server, message traces of the cloud, and the audit log (Exchange documentation, Get-MessageTrackingLog, Get-MessageTraceV2, Search-UnifiedAuditLog). Stateless.
 */
final class Traces {
    static final String TRACKING = "mailflow/tracking";
    static final String TRACES = "mailflow/traces";
    static final String AUDIT = "mailflow/audit";
    static final String EVENTS = "$events";
    private static final Set<String> TRACE_PARAMETERS = Set.of(
            "StartDate",
            "EndDate",
            "SenderAddress",
            "RecipientAddress",
            "MessageId",
            "MessageTraceId",
            "Status",
            "Subject",
            "SubjectFilterType",
            "FromIP",
            "ToIP",
            "ResultSize",
            "StartingRecipientAddress");

    private Traces() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-MessageTrackingLog", Traces::tracking),
                Rule.reading("Get-MessageTraceV2", Traces::traces),
                Rule.reading("Get-MessageTraceDetailV2", Traces::detail, "MessageTraceId", "RecipientAddress"),
                Rule.reading("Search-UnifiedAuditLog", Traces::audit, "StartDate", "EndDate"));
    }

    /** Adds a row to a server's tracking log. */
    static void track(Documents documents, String server, Map<String, @Nullable Object> row) {
        documents.put(String.format(Locale.ROOT, "%s/%s/%08d", TRACKING, server, documents.next()), row);
    }

    /** Whether a property's value, or one of its elements, is what a parameter says; a parameter that is not given fits. */
    static boolean fits(Call call, String parameter, @Nullable Object value) {
        List<String> wanted = call.texts(parameter);
        List<String> present = value instanceof List<?> ? Data.texts(value) : List.of(String.valueOf(value));
        return wanted.isEmpty()
                || wanted.stream().anyMatch(text -> present.stream().anyMatch(text::equalsIgnoreCase));
    }

    private static boolean contains(Call call, String parameter, @Nullable Object value) {
        String wanted = call.text(parameter);
        return wanted == null
                || String.valueOf(value).toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    private static boolean within(@Nullable Object time, OffsetDateTime from, OffsetDateTime to) {
        return time instanceof OffsetDateTime at && !at.isBefore(from) && !at.isAfter(to);
    }

    private static OffsetDateTime time(Call call, String parameter, OffsetDateTime otherwise) {
        return call.get(parameter) instanceof OffsetDateTime time ? time : otherwise;
    }

    private static OffsetDateTime now(Call call) {
        return call.now().atOffset(ZoneOffset.UTC);
    }

    private static long size(Call call, long otherwise) {
        String size = call.text("ResultSize");
        return size == null ? otherwise : size.equalsIgnoreCase("Unlimited") ? Long.MAX_VALUE : Long.parseLong(size);
    }

    private static List<Map<String, @Nullable Object>> tracking(Call call) {
        call.only(Set.of(
                "Server",
                "Start",
                "End",
                "EventId",
                "Sender",
                "Recipients",
                "MessageSubject",
                "MessageId",
                "Source",
                "ResultSize"));
        OffsetDateTime from = time(call, "Start", now(call).minusDays(30));
        OffsetDateTime to = time(call, "End", now(call));
        String server = Queues.server(call, call.text("Server"));
        return call.documents().under(TRACKING + "/" + server).values().stream()
                .filter(row -> within(row.get("Timestamp"), from, to))
                .filter(row -> fits(call, "EventId", row.get("EventId")))
                .filter(row -> fits(call, "Source", row.get("Source")))
                .filter(row -> fits(call, "Sender", row.get("Sender")))
                .filter(row -> fits(call, "Recipients", row.get("Recipients")))
                .filter(row -> fits(call, "MessageId", row.get("MessageId")))
                .filter(row -> contains(call, "MessageSubject", row.get("MessageSubject")))
                .limit(size(call, 1000))
                .map(row -> typed("Microsoft.Exchange.Management.TransportLogSearchTasks.MessageTrackingEvent", row))
                .toList();
    }

    static Map<String, @Nullable Object> typed(String type, Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", type);
        object.putAll(row);
        object.remove(EVENTS);
        return object;
    }

    /** At most ten days of the last ninety, newest first; a page goes on from its last row's recipient and time. */
    private static List<Map<String, @Nullable Object>> traces(Call call) {
        call.only(TRACE_PARAMETERS);
        OffsetDateTime to = time(call, "EndDate", now(call));
        OffsetDateTime from = time(call, "StartDate", to.minusDays(2));
        if (Duration.between(from, to).compareTo(Duration.ofDays(10)) > 0
                || from.isBefore(now(call).minusDays(90))) {
            throw ExchangeErrors.invalid(
                    call,
                    "The start and end date must be within 10 days of each other and in the last 90 days.",
                    "StartDate");
        }
        long size = size(call, 1000);
        if (size < 1 || size > 5000) {
            throw ExchangeErrors.invalid(call, "The ResultSize must be between 1 and 5000.", "ResultSize");
        }
        String next = call.text("StartingRecipientAddress");
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        call.documents().under(TRACES).values().stream()
                .filter(row -> within(row.get("Received"), from, to) && traced(call, row))
                .filter(row -> next == null
                        || !to.equals(row.get("Received"))
                        || String.valueOf(row.get("RecipientAddress")).compareToIgnoreCase(next) > 0)
                .forEach(found::add);
        found.sort(Comparator.comparing((Map<String, @Nullable Object> row) -> String.valueOf(row.get("Received")))
                .reversed()
                .thenComparing(row -> String.valueOf(row.get("RecipientAddress")), String.CASE_INSENSITIVE_ORDER));
        return found.stream()
                .limit(size)
                .map(row -> typed("Microsoft.Exchange.Management.MessageTrace.MessageTraceV2", row))
                .toList();
    }

    private static boolean traced(Call call, Map<String, @Nullable Object> row) {
        boolean fits = true;
        for (String name : List.of(
                "SenderAddress", "RecipientAddress", "MessageId", "MessageTraceId", "Status", "FromIP", "ToIP")) {
            fits = fits && fits(call, name, row.get(name));
        }
        String subject = call.text("Subject");
        if (subject == null || !fits) {
            return fits;
        }
        String whole = String.valueOf(row.get("Subject")).toLowerCase(Locale.ROOT);
        String part = subject.toLowerCase(Locale.ROOT);
        String type = call.text("SubjectFilterType");
        return switch (type == null ? "contains" : type.toLowerCase(Locale.ROOT)) {
            case "startswith" -> whole.startsWith(part);
            case "endswith" -> whole.endsWith(part);
            default -> whole.contains(part);
        };
    }

    private static List<Map<String, @Nullable Object>> detail(Call call) {
        call.only(Set.of("MessageTraceId", "RecipientAddress", "SenderAddress", "MessageId", "StartDate", "EndDate"));
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Map<String, @Nullable Object> row : call.documents().under(TRACES).values()) {
            if (!fits(call, "MessageTraceId", row.get("MessageTraceId"))
                    || !fits(call, "RecipientAddress", row.get("RecipientAddress"))) {
                continue;
            }
            for (String event : Data.texts(row.get(EVENTS))) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                object.put("$type", "Microsoft.Exchange.Management.MessageTrace.MessageTraceDetailV2");
                object.put("Date", row.get("Received"));
                object.put("Event", event);
                object.put("MessageId", row.get("MessageId"));
                object.put("MessageTraceId", row.get("MessageTraceId"));
                object.put("Detail", null);
                found.add(object);
            }
        }
        return found;
    }

    private static List<Map<String, @Nullable Object>> audit(Call call) {
        call.only(Set.of("StartDate", "EndDate", "UserIds", "Operations", "RecordType", "ResultSize"));
        OffsetDateTime from = time(call, "StartDate", now(call));
        OffsetDateTime to = time(call, "EndDate", now(call));
        if (to.isBefore(from)) {
            throw ExchangeErrors.invalid(call, "The EndDate must be later than the StartDate.", "EndDate");
        }
        List<Map<String, @Nullable Object>> found = call.documents().under(AUDIT).values().stream()
                .filter(row -> within(row.get("CreationDate"), from, to))
                .filter(row -> fits(call, "UserIds", row.get("UserIds")))
                .filter(row -> fits(call, "Operations", row.get("Operations")))
                .filter(row -> fits(call, "RecordType", row.get("RecordType")))
                .toList();
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> row : found) {
            if (shown.size() < size(call, 100)) {
                Map<String, @Nullable Object> object =
                        typed("Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLog", row);
                object.put("ResultIndex", shown.size() + 1L);
                object.put("ResultCount", (long) found.size());
                object.put("IsValid", true);
                shown.add(object);
            }
        }
        return shown;
    }
}
