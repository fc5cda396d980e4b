package dev.runwright.estate.mailflow;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Documents;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes queues and logs from the estate's description; their properties have the names that the readings show. */
final class MailflowFounding {
    private static final Set<String> KEYS =
            Set.of("queues", "tracking", "traces", "quarantine", "blocked_senders", "audit");
    private static final Set<String> QUEUE = Set.of(
            "server", "name", "DeliveryType", "Status", "NextHopDomain", "NextHopCategory", "LastError", "messages");
    private static final Set<String> MESSAGE = Set.of(
            "id",
            "FromAddress",
            "Subject",
            "Status",
            "Size",
            "SCL",
            "DateReceived",
            "SourceIP",
            "InternetMessageId",
            "LastError",
            "Recipients");
    private static final Set<String> TRACKED = Set.of(
            "server",
            "Timestamp",
            "ClientIp",
            "Source",
            "EventId",
            "MessageId",
            "Recipients",
            "TotalBytes",
            "Sender",
            "MessageSubject",
            "Directionality");
    private static final Set<String> TRACED = Set.of(
            "Received",
            "SenderAddress",
            "RecipientAddress",
            "Subject",
            "Status",
            "MessageId",
            "MessageTraceId",
            "FromIP",
            "ToIP",
            "Size",
            "events");
    private static final Set<String> QUARANTINED = Set.of(
            "Identity",
            "ReceivedTime",
            "Type",
            "Direction",
            "SenderAddress",
            "RecipientAddress",
            "Subject",
            "Size",
            "Expires",
            "MessageId",
            "PolicyName");
    private static final Set<String> AUDITED =
            Set.of("RecordType", "CreationDate", "UserIds", "Operations", "AuditData", "Identity");
    private static final List<String> TIMES =
            List.of("DateReceived", "Timestamp", "Received", "ReceivedTime", "Expires", "CreationDate");

    private final Documents documents;

    MailflowFounding(Documents documents) {
        this.documents = documents;
    }

    void found(Map<String, @Nullable Object> description) {
        if (description.isEmpty()) {
            return;
        }
        Described whole = new Described("mailflow", description, KEYS);
        whole.list("queues", QUEUE).forEach(this::queue);
        for (Described row : whole.list("tracking", TRACKED)) {
            Map<String, @Nullable Object> document = properties(row, TRACKED);
            document.put("ServerHostname", row.need("server"));
            Traces.track(documents, row.need("server"), document);
        }
        for (Described row : whole.list("traces", TRACED)) {
            Map<String, @Nullable Object> document = properties(row, TRACED);
            document.putIfAbsent("MessageTraceId", Described.guid("trace", row.need("MessageId")));
            document.put(Traces.EVENTS, row.texts("events"));
            documents.put(numbered(Traces.TRACES), document);
        }
        for (Described row : whole.list("quarantine", QUARANTINED)) {
            Map<String, @Nullable Object> document = properties(row, QUARANTINED);
            document.put("RecipientAddress", row.texts("RecipientAddress"));
            document.put("ReleaseStatus", "NotReleased");
            documents.put(Quarantine.FOLDER + "/" + row.need("Identity").replace('\\', '+'), document);
        }
        for (Described row : whole.list("audit", AUDITED)) {
            documents.put(numbered(Traces.AUDIT), properties(row, AUDITED));
        }
        for (String address : whole.texts("blocked_senders")) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("SenderAddress", address);
            document.put("Reason", "Sender exceeded the limits of the outbound spam policy.");
            document.put("CreatedDatetime", documents.now().atOffset(ZoneOffset.UTC));
            documents.put(Quarantine.BLOCKED + "/" + address.toLowerCase(Locale.ROOT), document);
        }
    }

    private String numbered(String folder) {
        return String.format(Locale.ROOT, "%s/%08d", folder, documents.next());
    }

    private void queue(Described queue) {
        String server = queue.need("server");
        String name = queue.need("name");
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("Identity", server + "\\" + name);
        document.put("DeliveryType", "SmtpDeliveryToMailbox");
        document.put("Status", "Ready");
        document.put("NextHopDomain", name);
        document.put("NextHopCategory", "Internal");
        document.put("LastError", null);
        document.putAll(properties(queue, QUEUE));
        documents.put(Queues.FOLDER + "/" + server + "/" + name, document);
        for (Described message : queue.list("messages", MESSAGE)) {
            String id = message.need("id");
            Map<String, @Nullable Object> waiting = new LinkedHashMap<>();
            waiting.put("Identity", server + "\\" + name + "\\" + id);
            waiting.put("Queue", server + "\\" + name);
            waiting.put("Status", "Ready");
            waiting.put("SCL", 0L);
            waiting.put("LastError", null);
            waiting.putAll(properties(message, MESSAGE));
            documents.put(Queues.MESSAGES + "/" + server + "/" + name + "/" + id, waiting);
        }
    }

    /** What a row says under the readings' names, which begin with a capital. */
    private static Map<String, @Nullable Object> properties(Described row, Set<String> names) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        names.stream().sorted().filter(row::has).forEach(name -> {
            Object value = row.get(name);
            if (Character.isUpperCase(name.charAt(0))) {
                properties.put(name, value != null && TIMES.contains(name) ? time(row, name, value) : value);
            }
        });
        return properties;
    }

    private static OffsetDateTime time(Described row, String name, Object value) {
        try {
            return OffsetDateTime.parse(value.toString());
        } catch (DateTimeException e) {
            throw BadDescription.badValue(
                    row.where() + "." + name, "a time such as 2026-11-01T22:05:00Z", value.toString());
        }
    }
}
