package dev.runwright.estate.mailflow;

import dev.runwright.estate.exchange.ExchangeErrors;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queues of the transport servers: without a server's name, a cmdlet means the one that the session is connected to, which is
 * the first by name (Exchange documentation, Get-Queue). Stateless.
 */
final class Queues {
    static final String FOLDER = "mailflow/queues";
    static final String MESSAGES = "mailflow/messages";
    static final String SUBMISSION = "Submission";
    private static final Set<String> PICKED = Set.of("Identity", "Filter", "Server");

    private Queues() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-Queue", Queues::get),
                Rule.changing("Suspend-Queue", call -> suspend(call, "Suspended")),
                Rule.changing("Resume-Queue", call -> suspend(call, "Ready")),
                Rule.changing("Redirect-Message", Queues::redirect, "Server", "Target"),
                Rule.changing("Test-Mailflow", Queues::test));
    }

    /** The server that the call means: its short name. */
    static String server(Call call, @Nullable String named) {
        List<String> known = call.documents().under(FOLDER).keySet().stream()
                .map(path -> path.split("/", -1)[2])
                .distinct()
                .toList();
        if (named == null) {
            return known.isEmpty() ? "" : known.get(0);
        }
        String bare = named.contains(".") ? named.substring(0, named.indexOf('.')) : named;
        return known.stream()
                .filter(bare::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> ExchangeErrors.notFound(call, named));
    }

    /** The paths and documents of the queues that the call means. */
    private static Map<String, Map<String, @Nullable Object>> picked(Call call) {
        String identity = call.text("Identity");
        Map<String, Map<String, @Nullable Object>> found = new LinkedHashMap<>();
        if (identity != null) {
            int slash = identity.indexOf('\\');
            String name = identity.substring(slash + 1);
            String server = server(call, slash < 0 ? null : identity.substring(0, slash));
            call.documents().under(FOLDER + "/" + server).forEach((path, queue) -> {
                if (path.substring(path.lastIndexOf('/') + 1).equalsIgnoreCase(name)) {
                    found.put(path, queue);
                }
            });
            if (found.isEmpty()) {
                throw ExchangeErrors.notFound(call, identity);
            }
            return found;
        }
        OpathFilter filter = OpathFilter.of(call);
        call.documents().under(FOLDER + "/" + server(call, call.text("Server"))).forEach((path, queue) -> {
            if (filter.accepts(shown(call, path, queue))) {
                found.put(path, queue);
            }
        });
        return found;
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(Set.of("Identity", "Filter", "Server", "ResultSize"));
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        picked(call).forEach((path, queue) -> found.add(shown(call, path, queue)));
        return found;
    }

    private static Map<String, @Nullable Object> shown(Call call, String path, Map<String, @Nullable Object> queue) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Data.QueueViewer.ExtensibleQueueInfo");
        object.putAll(queue);
        object.put("MessageCount", (long) call.documents()
                .under(MESSAGES + path.substring(FOLDER.length()))
                .size());
        return object;
    }

    private static List<Map<String, @Nullable Object>> suspend(Call call, String status) {
        call.only(PICKED);
        if (!call.has("Identity") && !call.has("Filter")) {
            throw ExchangeErrors.invalid(call, "Specify the Identity or the Filter parameter.", "");
        }
        picked(call).forEach((path, queue) -> {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(queue);
            changed.put("Status", status);
            call.documents().put(path, changed);
        });
        return List.of();
    }

    /** Messages leave for the other server's submission queue; those that are suspended or poisonous stay. */
    private static List<Map<String, @Nullable Object>> redirect(Call call) {
        call.only(Set.of("Server", "Target"));
        String from = server(call, call.need("Server"));
        String to = server(
                call,
                call.texts("Target").isEmpty() ? null : call.texts("Target").get(0));
        if (from.equalsIgnoreCase(to)) {
            throw ExchangeErrors.invalid(call, "The source server and the target server can't be the same.", to);
        }
        Redirected.messages(call.documents(), from, to);
        return List.of();
    }

    /** A test message arrives unless submission is suspended. */
    private static List<Map<String, @Nullable Object>> test(Call call) {
        call.only(Set.of("Identity", "TargetEmailAddress", "TargetMailboxServer"));
        String server = server(call, call.text("Identity"));
        boolean stopped = call.documents()
                .find(FOLDER + "/" + server + "/" + SUBMISSION)
                .map(queue -> "Suspended".equals(queue.get("Status")))
                .orElse(false);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Monitoring.TestMailflowOutcome");
        object.put("TestMailflowResult", stopped ? "*FAILURE*" : "Success");
        object.put("MessageLatencyTime", stopped ? null : "00:00:02.1400000");
        object.put("IsRemoteTest", call.has("TargetEmailAddress") || call.has("TargetMailboxServer"));
        return List.of(object);
    }
}
