package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a request to copy a mailbox's content is: queued, in progress, being completed, at its end. Immutable. */
record RequestProgress(String status, int percent, @Nullable Instant ended) {
    static final Set<String> ENDED = Set.of("Completed", "CompletedWithWarning", "Failed");
    private static final Duration QUEUED = Duration.ofSeconds(30);
    private static final Duration COPIED = Duration.ofMinutes(5);
    private static final Duration DONE = Duration.ofSeconds(330);

    static RequestProgress of(Document request, Instant now) {
        Instant begun = Objects.requireNonNull(request.instant("Begun"));
        Duration since = Duration.between(begun, now);
        if (request.flag("Suspended")) {
            return new RequestProgress("Suspended", 0, null);
        }
        if (since.compareTo(QUEUED) < 0) {
            return new RequestProgress("Queued", 0, null);
        }
        if (since.compareTo(COPIED) < 0) {
            return new RequestProgress("InProgress", (int) (95 * since.toSeconds() / COPIED.toSeconds()), null);
        }
        if (since.compareTo(DONE) < 0) {
            return new RequestProgress("CompletionInProgress", 95, null);
        }
        return new RequestProgress(request.get("Fails") == null ? "Completed" : "Failed", 100, begun.plus(DONE));
    }

    /** What statistics tell of it. */
    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("StatusDetail", status);
        shown.put("PercentComplete", (long) percent);
        shown.put("CompletionTimestamp", ended == null || status.equals("Failed") ? null : Document.time(ended));
        shown.put("FailureType", status.equals("Failed") ? "StoragePermanentException" : null);
        return shown;
    }
}
