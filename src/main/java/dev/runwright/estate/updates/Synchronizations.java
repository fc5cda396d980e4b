package dev.runwright.estate.updates;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's synchronisations. How one will end is settled when it begins; what shows of it is a function of the clock: nothing
 * at first, then the phases Categories, Updates and Approvals, and its result only at its end. Stateless.
 */
final class Synchronizations {
    private static final Duration LONGEST_WAY_BACK = Duration.ofDays(30);

    private Synchronizations() {}

    static List<Rule> rules() {
        return List.of(
                Rule.changing("Get-RwSynchronization", Synchronizations::get),
                Rule.changing("Start-RwSynchronization", Synchronizations::start),
                Rule.changing("Stop-RwSynchronization", Synchronizations::stop));
    }

    static List<Document> all(Documents documents) {
        return Document.under(documents, Synchronization.FOLDER);
    }

    /** The one that has begun and not ended. */
    static Optional<Synchronization> running(Documents documents) {
        return all(documents).stream()
                .map(document -> new Synchronization(documents, document))
                .filter(Synchronization::isUnderWay)
                .findFirst();
    }

    /** Begins those that the schedule has asked for since the last look. */
    static void catchUp(Documents documents) {
        Document server = Document.at(documents, Server.PATH);
        Document subscription = Document.at(documents, Subscription.PATH);
        Instant now = documents.now();
        Instant from = server.instant("CaughtUp");
        Instant changed = subscription.instant("LastModifiedTime");
        Instant begin = from == null || (changed != null && changed.isAfter(from)) ? changed : from;
        if (begin != null && subscription.flag("SynchronizeAutomatically")) {
            Instant oldest = now.minus(LONGEST_WAY_BACK);
            Instant next = Subscription.nextAfter(subscription, begin.isBefore(oldest) ? oldest : begin);
            boolean any = false;
            while (next != null && !next.isAfter(now)) {
                Beginning.begin(documents, next, false, false);
                next = Subscription.nextAfter(subscription, next);
                any = true;
            }
            if (any) {
                Document.at(documents, Server.PATH).setTime("CaughtUp", now).keep(documents);
            }
        }
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        Server.need(call);
        Documents documents = call.documents();
        Optional<Synchronization> running = running(documents);
        Optional<Document> last = all(documents).stream()
                .filter(document -> document.since("End", call.now()))
                .reduce((first, second) -> second);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.Synchronization");
        shown.put("Status", running.map(Synchronization::status).orElse("NotProcessing"));
        String phase = running.map(Synchronization::phase).orElse("NotProcessing");
        shown.put("Phase", phase);
        shown.put("ProcessedItems", running.map(one -> one.processed(phase)).orElse(0L));
        shown.put("TotalItems", running.map(one -> one.total(phase)).orElse(0L));
        shown.put("LastId", last.map(one -> one.get("Id")).orElse(null));
        shown.put("LastResult", last.map(one -> one.text("Result")).orElse("NeverRun"));
        shown.put("LastError", last.map(one -> one.text("Error")).orElse("NotApplicable"));
        shown.put("LastErrorText", last.map(one -> one.text("ErrorText")).orElse(""));
        shown.put("LastStart", last.map(one -> one.get("Start")).orElse(null));
        shown.put("LastEnd", last.map(one -> one.get("End")).orElse(null));
        shown.put("LastStartedManually", last.map(one -> one.flag("Manual")).orElse(false));
        shown.put(
                "FirstDone",
                all(documents).stream()
                        .anyMatch(one -> one.since("End", call.now())
                                && one.text("Result").equals("Succeeded")));
        shown.put(
                "UpdateErrors",
                last.map(one -> Data.list(one.get("UpdateErrors"))).orElse(List.of()));
        return List.of(shown);
    }

    private static List<Map<String, @Nullable Object>> start(Call call) {
        Server.need(call);
        Documents documents = call.documents();
        boolean joins = running(documents).isPresent();
        Object previous = all(documents).stream()
                .filter(document -> document.since("End", call.now()))
                .reduce((first, second) -> second)
                .map(document -> document.get("Id"))
                .orElse(null);
        if (!joins) {
            Beginning.begin(documents, call.now(), true, call.flag("CategoriesOnly"));
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("$type", "Runwright.SynchronizationStart");
        shown.put("Started", !joins);
        shown.put("PreviousId", previous);
        return List.of(shown);
    }

    private static List<Map<String, @Nullable Object>> stop(Call call) {
        Server.need(call);
        running(call.documents()).ifPresent(running -> Beginning.cancel(call.documents(), running.document()));
        return List.of();
    }
}
