package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server synchronises, and when. Stateless. */
final class Subscription {
    static final String PATH = "updates/subscription";
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final int MOST_A_DAY = 24;

    private Subscription() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwSubscription", Subscription::get),
                Rule.changing("Set-RwSubscription", Subscription::set));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        Document subscription = Document.at(call.documents(), PATH);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Subscription");
        shown.putAll(subscription.shown(
                "SynchronizeAutomatically",
                "TimeOfDay",
                "NumberOfSynchronizationsPerDay",
                "Products",
                "Classifications"));
        Instant next = nextAfter(subscription, call.now());
        shown.put("NextSynchronization", next == null ? null : Document.time(next));
        shown.putAll(subscription.shown("LastModifiedTime", "LastModifiedBy"));
        return List.of(shown);
    }

    /** When it next synchronises by itself after a time; null if it never does. */
    static @Nullable Instant nextAfter(Document subscription, Instant time) {
        if (!subscription.flag("SynchronizeAutomatically")) {
            return null;
        }
        long every = DAY / Math.max(1, subscription.number("NumberOfSynchronizationsPerDay"));
        long first = LocalTime.parse(subscription.text("TimeOfDay")).toSecondOfDay();
        Instant midnight =
                time.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant next = midnight.plusSeconds(first % every);
        while (!next.isAfter(time)) {
            next = next.plusSeconds(every);
        }
        return next;
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        Document server = Server.need(call);
        Document subscription = Document.at(call.documents(), PATH);
        if (call.has("TimeOfDay") && !call.need("TimeOfDay").matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw UpdateErrors.badArgument("The time of day must be HH:mm in UTC.", call.need("TimeOfDay"));
        }
        boolean tooMany = call.get("NumberOfSynchronizationsPerDay") instanceof Number perDay
                && (perDay.longValue() < 1 || perDay.longValue() > MOST_A_DAY);
        if (tooMany) {
            throw UpdateErrors.badArgument(
                    "The number of synchronizations per day must be from 1 to 24.", "NumberOfSynchronizationsPerDay");
        }
        for (String name : List.of("SynchronizeAutomatically", "TimeOfDay", "NumberOfSynchronizationsPerDay")) {
            if (call.has(name)) {
                subscription.set(name, call.get(name));
            }
        }
        for (String name : List.of(Categories.PRODUCTS, Categories.CLASSIFICATIONS)) {
            if (call.has(name)) {
                subscription.set(name, Categories.chosen(call.documents(), server, name, call.texts(name)));
            }
        }
        save(call.documents(), subscription, server);
        return List.of();
    }

    /** Keeps a subscription, with who changed it and when, if it was changed. */
    static void save(Documents documents, Document subscription, Document server) {
        Document before = Document.at(documents, PATH);
        if (!before.shown(FIELDS).equals(subscription.shown(FIELDS))) {
            subscription
                    .setTime("LastModifiedTime", documents.now())
                    .set("LastModifiedBy", server.text("Operator"))
                    .keep(documents);
        }
    }

    private static final String[] FIELDS = {
        "SynchronizeAutomatically",
        "TimeOfDay",
        "NumberOfSynchronizationsPerDay",
        Categories.PRODUCTS,
        Categories.CLASSIFICATIONS
    };
}
