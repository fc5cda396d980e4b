package dev.runwright.estate.tenant;

import dev.runwright.estate.exchange.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages in mailboxes, and those that are sent (domain.md D.2). Each has an {@code @odata.etag}. Stateless. */
final class Messages {
    static final String FOLDER = Items.FOLDER;
    static final String OUTBOX = "tenant/outbox";
    private static final Set<String> READ = Set.of("Mail.Read", "Mail.ReadWrite");
    private static final Set<String> WRITE = Set.of("Mail.ReadWrite");

    private Messages() {}

    static List<Route> routes() {
        return List.of(
                Route.of("GET /users/{id}/messages", READ, ask -> Page.of(ask, all(ask), List.of())),
                Route.of("GET /users/{id}/messages/{message}", READ, ask -> Answer.ok(Items.shown(find(ask)))),
                Route.of("POST /users/{id}/messages/{message}/move", WRITE, Messages::move),
                Route.of("DELETE /users/{id}/messages/{message}", WRITE, ask -> gone(ask, Items.DELETIONS)),
                Route.of("POST /users/{id}/messages/{message}/permanentDelete", WRITE, ask -> gone(ask, Items.PURGES)),
                Route.of("POST /users/{id}/sendMail", Set.of("Mail.Send"), Messages::send));
    }

    private static String folder(Ask ask) {
        return FOLDER + "/" + Users.mailbox(ask);
    }

    private static List<Map<String, @Nullable Object>> all(Ask ask) {
        List<Map<String, @Nullable Object>> messages = new ArrayList<>();
        ask.documents().under(folder(ask)).values().forEach(message -> {
            if (!String.valueOf(message.get("parentFolderId")).startsWith("recoverableitems")) {
                messages.add(Items.shown(message));
            }
        });
        return messages;
    }

    private static Map<String, @Nullable Object> find(Ask ask) {
        return ask.documents().find(folder(ask) + "/" + ask.name("message")).orElseThrow(GraphFailure::noItem);
    }

    /** The message that the caller means: unchanged since it read it, if it says so. */
    private static Map<String, @Nullable Object> unchanged(Ask ask) {
        Map<String, @Nullable Object> message = find(ask);
        String wanted = ask.headers().get("if-match");
        if (wanted != null && !wanted.equals("*") && !wanted.equals(message.get("@odata.etag"))) {
            throw GraphFailure.of(
                    412,
                    "ErrorIrresolvableConflict",
                    "The change key passed in the request does not match the current one.");
        }
        return message;
    }

    /** A moved message has a new id. */
    private static Answer move(Ask ask) {
        Map<String, @Nullable Object> message = unchanged(ask);
        String destination = ask.text("destinationId");
        if (destination == null) {
            throw GraphFailure.badRequest("The property 'destinationId' is missing.");
        }
        return Answer.created(placed(ask, message, destination));
    }

    private static Answer gone(Ask ask, String folder) {
        placed(ask, unchanged(ask), folder);
        return Answer.none();
    }

    private static Map<String, @Nullable Object> placed(
            Ask ask, Map<String, @Nullable Object> message, String destination) {
        String path = folder(ask) + "/" + ask.name("message");
        return Items.shown(Items.moved(ask.documents(), path, message, destination));
    }

    private static Answer send(Ask ask) {
        ask.only("sendMail", List.of("message", "saveToSentItems"));
        Users.mailbox(ask);
        if (!(ask.body().get("message") instanceof Map<?, ?>)) {
            throw GraphFailure.badRequest("The property 'message' is missing.");
        }
        long number = ask.documents().next();
        Map<String, @Nullable Object> sent = new LinkedHashMap<>();
        sent.put("from", Users.find(ask.documents(), ask.name("id")).get("userPrincipalName"));
        sent.put("message", ask.body().get("message"));
        sent.put("sent", ask.documents().now().toString());
        ask.documents().put(OUTBOX + "/" + String.format(java.util.Locale.ROOT, "%08d", number), sent);
        return Answer.accepted();
    }
}
