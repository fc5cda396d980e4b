package dev.runwright.estate.mailflow;

import dev.runwright.estate.exchange.ExchangeErrors;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cmdlets of messages that wait in queues (Exchange documentation, Get-Message and others). Stateless. */
final class QueuedMessages {
    private QueuedMessages() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-Message", QueuedMessages::get),
                Rule.changing("Suspend-Message", call -> status(call, "Suspended")),
                Rule.changing("Resume-Message", call -> status(call, "Ready")),
                Rule.asking("Remove-Message", QueuedMessages::remove),
                Rule.reading("Export-Message", QueuedMessages::export, "Identity"));
    }

    /** The paths and documents of the messages that the call means. */
    private static Map<String, Map<String, @Nullable Object>> picked(Call call) {
        String identity = call.text("Identity");
        Map<String, Map<String, @Nullable Object>> found = new LinkedHashMap<>();
        if (identity != null) {
            call.documents().under(Queues.MESSAGES).forEach((path, message) -> {
                if (named(call, identity, path)) {
                    found.put(path, message);
                }
            });
            if (found.isEmpty()) {
                throw ExchangeErrors.notFound(call, identity);
            }
            return found;
        }
        String queue = call.text("Queue");
        String server =
                queue != null && queue.contains("\\") ? queue.substring(0, queue.indexOf('\\')) : call.text("Server");
        OpathFilter filter = OpathFilter.of(call);
        call.documents()
                .under(Queues.MESSAGES + "/" + Queues.server(call, server))
                .forEach((path, message) -> {
                    boolean there = queue == null
                            || queue.substring(queue.indexOf('\\') + 1).equalsIgnoreCase(path.split("/", -1)[3]);
                    if (there && filter.accepts(message)) {
                        found.put(path, message);
                    }
                });
        return found;
    }

    /** Identities are {@code Server\Queue\Number}, {@code Queue\Number} or {@code Number}; a star stands for any part. */
    private static boolean named(Call call, String identity, String path) {
        String[] wanted = identity.split("\\\\", -1);
        String[] parts = path.substring(Queues.MESSAGES.length() + 1).split("/", -1);
        if (wanted.length > parts.length) {
            return false;
        }
        int left = parts.length - wanted.length;
        if (left > 0 && !parts[0].equals(Queues.server(call, null))) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equalsIgnoreCase(parts[left + i])) {
                return false;
            }
        }
        return true;
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "Queue", "Server", "Filter", "ResultSize", "IncludeRecipientInfo"));
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        picked(call).values().forEach(message -> {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("$type", "Microsoft.Exchange.Data.QueueViewer.ExtensibleMessageInfo");
            object.putAll(message);
            if (!call.flag("IncludeRecipientInfo")) {
                object.put("Recipients", null);
            }
            found.add(object);
        });
        return found;
    }

    private static void mustBePicked(Call call) {
        if (!call.has("Identity") && !call.has("Filter")) {
            throw ExchangeErrors.invalid(call, "Specify the Identity or the Filter parameter.", "");
        }
    }

    private static List<Map<String, @Nullable Object>> status(Call call, String status) {
        call.only(Set.of("Identity", "Server", "Filter"));
        mustBePicked(call);
        picked(call).forEach((path, message) -> {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(message);
            changed.put("Status", status);
            call.documents().put(path, changed);
        });
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> remove(Call call) {
        call.only(Set.of("Identity", "Server", "Filter", "WithNDR"));
        mustBePicked(call);
        boolean report = !Boolean.FALSE.equals(call.get("WithNDR"));
        picked(call).forEach((path, message) -> {
            call.documents().remove(path);
            track(call, path, message, "FAIL");
            if (report) {
                track(call, path, message, "DSN");
            }
        });
        return List.of();
    }

    private static void track(Call call, String path, Map<String, @Nullable Object> message, String event) {
        String server = path.split("/", -1)[2];
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Timestamp", call.now().atOffset(ZoneOffset.UTC));
        row.put("ServerHostname", server);
        row.put("Source", event.equals("DSN") ? "DSN" : "ADMIN");
        row.put("EventId", event);
        row.put("MessageId", message.get("InternetMessageId"));
        row.put("Sender", message.get("FromAddress"));
        row.put("Recipients", message.get("Recipients"));
        row.put("MessageSubject", message.get("Subject"));
        row.put("TotalBytes", message.get("Size"));
        Traces.track(call.documents(), server, row);
    }

    /** Only a message that is suspended can be copied out of its queue. */
    private static List<Map<String, @Nullable Object>> export(Call call) {
        call.only(Set.of("Identity"));
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        picked(call).values().forEach(message -> {
            if (!"Suspended".equals(message.get("Status"))) {
                throw ExchangeErrors.invalid(
                        call,
                        "The message '" + message.get("Identity") + "' must be suspended before it can be exported.",
                        String.valueOf(message.get("Identity")));
            }
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("$type", "Microsoft.Exchange.Data.BinaryFileDataObject");
            object.put("Identity", message.get("Identity"));
            object.put(
                    "FileData",
                    "From: " + message.get("FromAddress") + "\r\nSubject: " + message.get("Subject")
                            + "\r\nMessage-ID: " + message.get("InternetMessageId") + "\r\n\r\n");
            found.add(object);
        });
        return found;
    }
}
