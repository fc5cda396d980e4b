package dev.runwright.estate.updates;

import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins a synchronisation: settles how and when it will end and what it will bring, and takes that back if it is cancelled. */
final class Beginning {
    /** How the next synchronisations end, in their order. */
    static final String OUTCOMES = "updates/outcomes";

    private static final long STOPPING_SECONDS = 30;
    private static final long CATEGORIES = 280;
    private static final Map<String, String> STAMPS =
            Map.of("Arrives", "ArrivalDate", "Revises", "RevisedAt", "Expires", "ExpiredAt");

    private Beginning() {}

    /** Begins one at a time that has come; nothing happens if one is under way then. */
    static void begin(Documents documents, Instant start, boolean manual, boolean categoriesOnly) {
        boolean busy = Synchronizations.all(documents).stream().anyMatch(one -> {
            Instant end = one.instant("End");
            return one.since("Start", start) && end != null && end.isAfter(start);
        });
        if (busy) {
            return;
        }
        Map<String, @Nullable Object> outcome = nextOutcome(documents);
        String result = String.valueOf(outcome.getOrDefault("Result", "Succeeded"));
        String key = String.format("%06d", documents.next());
        Document one = Document.at(documents, Synchronization.FOLDER + "/" + key);
        Document server = Document.at(documents, Server.PATH);
        boolean whole = result.equals("Succeeded") && !categoriesOnly;
        lengths(one, server, result, categoriesOnly);
        Instant end = start.plusSeconds(one.number("DelaySeconds")
                + one.number("CategoriesSeconds")
                + one.number("UpdatesSeconds")
                + one.number("ApprovalsSeconds"));
        one.set("Id", Described.guid("synchronization", key))
                .setTime("Start", start)
                .setTime("End", end)
                .set("Manual", manual)
                .set("Result", result)
                .set("Error", outcome.getOrDefault("Error", "NotApplicable"))
                .set("ErrorText", outcome.getOrDefault("ErrorText", ""))
                .set("UpdateErrors", outcome.getOrDefault("UpdateErrors", List.of()))
                .set("Number", number(documents) + (whole ? 1 : 0))
                .set("Brings", whole ? bring(documents, end, number(documents) + 1) : List.of());
        one.set("CategoriesItems", CATEGORIES)
                .set("UpdatesItems", (long)
                        Document.under(documents, Update.FOLDER).size())
                .set("ApprovalsItems", (long)
                        Document.under(documents, Approvals.FOLDER).size())
                .keep(documents);
    }

    private static Map<String, @Nullable Object> nextOutcome(Documents documents) {
        Document outcomes = Document.at(documents, OUTCOMES);
        List<@Nullable Object> left = new ArrayList<>(Data.list(outcomes.get("Next")));
        if (left.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> next = Data.map(left.remove(0));
        outcomes.set("Next", left).keep(documents);
        return next;
    }

    /** One that fails does so halfway through the categories. */
    private static void lengths(Document one, Document server, String result, boolean categoriesOnly) {
        long categories = server.number("CategoriesSeconds");
        boolean brief = categoriesOnly || !result.equals("Succeeded");
        one.set("DelaySeconds", server.number("DelaySeconds"))
                .set("CategoriesSeconds", result.equals("Succeeded") ? categories : (categories + 1) / 2)
                .set("UpdatesSeconds", brief ? 0 : server.number("UpdatesSeconds"))
                .set("ApprovalsSeconds", brief ? 0 : server.number("ApprovalsSeconds"));
    }

    private static long number(Documents documents) {
        return Synchronizations.all(documents).stream()
                .mapToLong(one -> one.number("Number"))
                .max()
                .orElse(0);
    }

    /** Stamps what this synchronisation brings with the time of its end; gives the updates' ids with the stamp's name. */
    private static List<List<String>> bring(Documents documents, Instant end, long number) {
        Document subscription = Document.at(documents, Subscription.PATH);
        List<List<String>> brought = new ArrayList<>();
        for (Document update : Document.under(documents, Update.FOLDER)) {
            boolean wanted = subscription.texts("Classifications").contains(update.text("Classification"))
                    && update.texts("Products").stream().anyMatch(subscription.texts("Products")::contains);
            STAMPS.forEach((when, stamp) -> {
                boolean due = update.number(when) > 0 && update.number(when) <= number && update.get(stamp) == null;
                if (due && wanted) {
                    update.setTime(stamp, end);
                    brought.add(List.of(update.key(), stamp));
                }
            });
            update.keep(documents);
            if (brought.contains(List.of(update.key(), "ArrivalDate"))) {
                approveByRules(documents, update, end);
            }
        }
        return brought;
    }

    /** The server's own rules approve what arrives, but never an update whose licence is open. */
    private static void approveByRules(Documents documents, Document update, Instant end) {
        Document server = Document.at(documents, Server.PATH);
        if (update.flag("LicenceRequired") && !update.flag("LicenceAccepted")) {
            return;
        }
        for (Object item : Data.list(server.get("AutoApprovalRules"))) {
            Map<String, @Nullable Object> rule = Data.map(item);
            boolean fits = Boolean.TRUE.equals(rule.get("Enabled"))
                    && Data.texts(rule.get("Classifications")).contains(update.text("Classification"));
            if (fits) {
                String group = Groups.idOf(String.valueOf(rule.get("Group")));
                Document.at(documents, Approvals.FOLDER + "/" + update.key() + "/" + group)
                        .set("Action", Approvals.INSTALL)
                        .set("Deadline", null)
                        .set("AdministratorName", "WUS Server")
                        .setTime("CreationDate", end)
                        .keep(documents);
                update.setTime("DownloadStarted", end).keep(documents);
            }
        }
    }

    /** Cancels one that is under way: it ends soon, and brings nothing. */
    static void cancel(Documents documents, Document one) {
        if (one.get("Stopped") != null) {
            return;
        }
        for (Object item : Data.list(one.get("Brings"))) {
            List<String> brought = Data.texts(item);
            Document update = Document.at(documents, Update.FOLDER + "/" + brought.get(0));
            if (brought.get(1).equals("ArrivalDate")) {
                Document.under(documents, Approvals.FOLDER + "/" + update.key())
                        .forEach(approval -> documents.remove(approval.path()));
                update.set("DownloadStarted", null);
            }
            update.set(brought.get(1), null).keep(documents);
        }
        one.set("Result", "Canceled")
                .set("Error", "UserCanceled")
                .set("ErrorText", "Synchronization was canceled.")
                .set("Brings", List.of())
                .set("Number", 0L)
                .setTime("Stopped", documents.now())
                .setTime("End", documents.now().plusSeconds(STOPPING_SECONDS))
                .keep(documents);
    }
}
