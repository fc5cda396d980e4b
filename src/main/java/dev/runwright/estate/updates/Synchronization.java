package dev.runwright.estate.updates;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.time.Instant;

/**
 * One synchronisation as it shows at one moment of the estate's clock. For one call.
 *
 * @param document what is kept of it; its phases' lengths in seconds
 */
record Synchronization(Documents documents, Document document) {
    static final String FOLDER = "updates/synchronizations";
    private static final String IDLE = "NotProcessing";

    boolean isUnderWay() {
        Instant end = document.instant("End");
        return document.since("Start", documents.now()) && end != null && end.isAfter(documents.now());
    }

    /** Seconds since it began to work; negative while it does not show yet. */
    private long elapsed() {
        Instant start = document.instant("Start");
        return start == null
                ? -1
                : Duration.between(start, documents.now()).toSeconds() - document.number("DelaySeconds");
    }

    String status() {
        if (document.since("Stopped", documents.now())) {
            return "Stopping";
        }
        return elapsed() < 0 ? IDLE : "Running";
    }

    String phase() {
        long categories = document.number("CategoriesSeconds");
        long updates = categories + document.number("UpdatesSeconds");
        if (elapsed() < 0) {
            return IDLE;
        }
        return elapsed() < categories ? "Categories" : elapsed() < updates ? "Updates" : "Approvals";
    }

    long total(String phase) {
        return document.number(phase + "Items");
    }

    long processed(String phase) {
        long before = switch (phase) {
            case "Updates" -> document.number("CategoriesSeconds");
            case "Approvals" -> document.number("CategoriesSeconds") + document.number("UpdatesSeconds");
            default -> 0;
        };
        long length = Math.max(1, document.number(phase + "Seconds"));
        return Math.min(total(phase), total(phase) * Math.max(0, elapsed() - before) / length);
    }
}
