package dev.runwright.estate.updates;

import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An update as it is at one moment of the estate's clock. For one call.
 *
 * @param document what is kept of it
 */
record Update(Documents documents, Document document) {
    static final String FOLDER = "updates/updates";
    private static final Set<String> UNAVAILABLE = Set.of(
            "NotReady", "Failed", "LicenseAgreementNotReady", "LicenseAgreementFailed", "InstallationImpossible");

    static Optional<Update> find(Documents documents, String id) {
        return all(documents).stream()
                .filter(update -> update.id().equalsIgnoreCase(id))
                .findFirst();
    }

    static Update need(Documents documents, String id) {
        return find(documents, id).orElseThrow(() -> UpdateErrors.noUpdate(id));
    }

    /** The updates that the server has by now. */
    static List<Update> all(Documents documents) {
        return Document.under(documents, FOLDER).stream()
                .filter(document -> document.since("ArrivalDate", documents.now()))
                .map(document -> new Update(documents, document))
                .toList();
    }

    String id() {
        return document.key();
    }

    private Instant now() {
        return documents.now();
    }

    boolean isExpired() {
        return document.since("ExpiredAt", now());
    }

    /** Whether it was declined; an expired update is. */
    boolean isDeclined() {
        return isExpired() || document.since("DeclinedAt", now());
    }

    /** The approvals that count; none once it is expired. */
    List<Document> approvals() {
        return isExpired() ? List.of() : Approvals.of(documents, id());
    }

    boolean isRevised() {
        return document.since("RevisedAt", now());
    }

    long revision() {
        return document.number("RevisionNumber") + (isRevised() ? 1 : 0);
    }

    /** Whether an approval is still one of the revision before. */
    boolean hasStaleApprovals() {
        Instant revised = document.instant("RevisedAt");
        boolean follow = Document.at(documents, Server.PATH).flag("AutoRefreshUpdateApprovals");
        return isRevised()
                && revised != null
                && !follow
                && approvals().stream().anyMatch(approval -> before(approval, revised));
    }

    private static boolean before(Document approval, Instant time) {
        Instant given = approval.instant("CreationDate");
        return given != null && given.isBefore(time);
    }

    /** UpdateState: whether the content that approvals need is here. */
    String contentState() {
        if (document.flag("LicenceRequired") && !Licences.isAvailable(this)) {
            return "LicenseAgreementNotReady";
        }
        if (lacksPrerequisite()) {
            return "NotReady";
        }
        if (!document.since("DownloadStarted", now())) {
            return document.flag("ContentLocal") ? "Ready" : "NotNeeded";
        }
        if (document.number("DownloadFails") > 0 && downloaded() >= total() / 2) {
            return "Failed";
        }
        return downloaded() >= total() ? "Ready" : "NotReady";
    }

    private boolean lacksPrerequisite() {
        String needed = document.text("Prerequisite");
        return !needed.isEmpty() && find(documents, needed).isEmpty();
    }

    long total() {
        return document.number("Size");
    }

    /** How many bytes of its content are here. */
    long downloaded() {
        Instant started = document.instant("DownloadStarted");
        if (document.flag("ContentLocal")) {
            return total();
        }
        if (started == null || started.isAfter(now())) {
            return 0;
        }
        long most = document.number("DownloadFails") > 0 ? total() / 2 : total();
        return Math.min(most, Duration.between(started, now()).toSeconds() * rate());
    }

    private long rate() {
        return Math.max(1, Document.at(documents, Server.PATH).number("DownloadRate"));
    }

    /** Whether its content is on its way, or was and failed. */
    boolean needsFiles() {
        String state = contentState();
        return downloaded() < total()
                && document.since("DownloadStarted", now())
                && (state.equals("NotReady") || state.equals("Failed"));
    }

    /** Since when clients see an approval; null if they do not yet. */
    @Nullable Instant activeFrom(Document approval) {
        Instant given = approval.instant("CreationDate");
        boolean ready =
                contentState().equals("Ready") || !approval.text("Action").equals(Approvals.INSTALL);
        if (given == null || !ready || isExpired()) {
            return null;
        }
        Instant started = document.instant("DownloadStarted");
        if (document.flag("ContentLocal")
                || started == null
                || !approval.text("Action").equals(Approvals.INSTALL)) {
            return given;
        }
        Instant here = started.plusSeconds((total() + rate() - 1) / rate());
        return here.isAfter(given) ? here : given;
    }

    boolean isActive(Document approval) {
        return activeFrom(approval) != null;
    }

    /**
     * One of the five states (domain.md A.2).
     *
     * @param reviewed when somebody last looked through the updates; null for never
     */
    String state(@Nullable Instant reviewed) {
        if (isDeclined()) {
            return Approvals.NOT_APPROVED;
        }
        List<Document> given = approvals();
        List<Document> install = given.stream()
                .filter(approval -> approval.text("Action").equals(Approvals.INSTALL))
                .toList();
        boolean late = reviewed != null && arrival().isAfter(reviewed);
        if (UNAVAILABLE.contains(contentState()) && install.stream().anyMatch(approval -> !isActive(approval))) {
            return "TemporarilyUnavailable";
        }
        if (isRevised() && (hasStaleApprovals() || (late && !given.isEmpty()))) {
            return "Updated";
        }
        if (!install.isEmpty()) {
            return "Approved";
        }
        return given.isEmpty() && (reviewed == null || late) ? "New" : Approvals.NOT_APPROVED;
    }

    /** When its latest revision came. */
    Instant arrival() {
        Instant revised = isRevised() ? document.instant("RevisedAt") : null;
        Instant arrived = document.instant("ArrivalDate");
        return revised != null ? revised : arrived != null ? arrived : now();
    }

    /** The names of the groups whose computers are offered it. */
    List<String> offeredTo() {
        return isDeclined()
                ? List.of()
                : approvals().stream()
                        .filter(approval -> approval.text("Action").equals(Approvals.INSTALL) && isActive(approval))
                        .map(approval -> Groups.nameOf(documents, approval.key()))
                        .sorted()
                        .toList();
    }
}
