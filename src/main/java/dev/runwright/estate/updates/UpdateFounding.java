package dev.runwright.estate.updates;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes updates, their licences and approvals from the estate's description. */
final class UpdateFounding {
    static final Set<String> KEYS = Set.of(
            "id",
            "title",
            "kb",
            "bulletins",
            "severity",
            "classification",
            "products",
            "created",
            "arrived",
            "arrives",
            "revised",
            "revises",
            "expired",
            "expires",
            "declined",
            "superseded_by",
            "prerequisite",
            "infrastructure",
            "user_input",
            "uninstall",
            "reboot",
            "size",
            "local",
            "download_fails",
            "licence",
            "approvals");
    private static final Set<String> LICENCE_KEYS = Set.of("text", "after", "never", "accepted");
    private static final Set<String> APPROVAL_KEYS = Set.of("group", "action", "deadline", "given");
    private static final List<String> SEVERITIES = List.of("Unspecified", "Low", "Moderate", "Important", "Critical");
    private static final List<String> REBOOTS = List.of("NeverReboots", "AlwaysRequiresReboot", "CanRequestReboot");
    private static final Duration BEFORE = Duration.ofDays(7);

    private final Documents documents;

    UpdateFounding(Documents documents) {
        this.documents = documents;
    }

    /** The id of an update that is described, by its id or its article. */
    String id(String where, String name) {
        String article = name.toUpperCase(Locale.ROOT).replaceFirst("^KB", "");
        return Document.under(documents, Update.FOLDER).stream()
                .filter(update -> update.key().equalsIgnoreCase(name)
                        || update.texts("KnowledgeBase").contains(article))
                .findFirst()
                .map(Document::key)
                .orElseThrow(() -> BadDescription.badValue(
                        where, "an update that is described, by id or article", "'" + name + "'"));
    }

    void update(Described described) {
        String title = described.need("title");
        String id = described.text("id", Described.guid("update", title)).toLowerCase(Locale.ROOT);
        Instant before = documents.now().minus(BEFORE);
        OffsetDateTime created = described.time("created");
        boolean later = described.has("arrives");
        OffsetDateTime arrived = described.time("arrived");
        boolean local = described.flag("local", false);
        Document update = Document.at(documents, Update.FOLDER + "/" + id)
                .set("Title", title)
                .set("KnowledgeBase", articles(described))
                .set("Bulletins", described.texts("bulletins"))
                .set("Severity", described.word("severity", SEVERITIES))
                .set("Classification", classification(described))
                .set("Products", described.texts("products"))
                .set("RevisionNumber", 100L)
                .set("CreationDate", created == null ? Document.time(before) : created)
                .set("ArrivalDate", later ? null : arrived == null ? Document.time(before) : arrived)
                .set("Arrives", described.number("arrives", 0))
                .set("RevisedAt", described.time("revised"))
                .set("Revises", described.number("revises", 0))
                .set("ExpiredAt", described.flag("expired", false) ? Document.time(before) : null)
                .set("Expires", described.number("expires", 0))
                .set("DeclinedAt", described.flag("declined", false) ? Document.time(before) : null)
                .set("SupersededBy", described.text("superseded_by", ""))
                .set("Prerequisite", described.text("prerequisite", ""))
                .set("IsInfrastructure", described.flag("infrastructure", false))
                .set("CanRequestUserInput", described.flag("user_input", false))
                .set("CanUninstall", described.flag("uninstall", true))
                .set("RebootBehavior", described.word("reboot", REBOOTS))
                .set("Size", described.number("size", 50_000_000))
                .set("ContentLocal", local)
                .set("DownloadStarted", local ? Document.time(before) : null)
                .set("DownloadFails", described.number("download_fails", 0));
        licence(new Described(described.where() + ".licence", described.map("licence"), LICENCE_KEYS), update)
                .keep(documents);
        described.list("approvals", APPROVAL_KEYS).forEach(approval -> approval(id, approval));
    }

    private static List<String> articles(Described described) {
        return described.texts("kb").stream()
                .map(text -> text.toUpperCase(Locale.ROOT).replaceFirst("^KB", ""))
                .toList();
    }

    private static String classification(Described described) {
        List<String> known = new ArrayList<>(Categories.CLASSIFICATION_IDS.keySet());
        known.remove("Security Updates");
        known.add(0, "Security Updates");
        return described.word("classification", known);
    }

    private static Document licence(Described licence, Document update) {
        boolean required = licence.has("text");
        boolean accepted = licence.flag("accepted", false);
        return update.set("LicenceRequired", required)
                .set("LicenceText", licence.get("text"))
                .set(
                        "LicenceAfter",
                        licence.flag("never", false)
                                ? null
                                : licence.span("after", Duration.ZERO).toSeconds())
                .set("LicenceAccepted", accepted)
                .set("LicenceAcceptedBy", accepted ? "administrator" : null)
                .set("LicenceAcceptedDate", accepted ? update.get("CreationDate") : null);
    }

    private void approval(String update, Described approval) {
        String name = approval.text("group", Groups.ALL);
        Document group = Groups.find(documents, name)
                .orElseThrow(() -> BadDescription.badValue(
                        approval.where() + ".group", "a group that is described", "'" + name + "'"));
        OffsetDateTime given = approval.time("given");
        String action = approval.word("action", List.of(Approvals.INSTALL, "Uninstall", Approvals.NOT_APPROVED));
        Document.at(documents, Approvals.FOLDER + "/" + update + "/" + group.key())
                .set("Action", action)
                .set("Deadline", approval.time("deadline"))
                .set("AdministratorName", "administrator")
                .set(
                        "CreationDate",
                        given == null ? Document.time(documents.now().minus(BEFORE)) : given)
                .keep(documents);
        Document document = Document.at(documents, Update.FOLDER + "/" + update);
        if (action.equals(Approvals.INSTALL) && document.get("DownloadStarted") == null) {
            document.setTime("DownloadStarted", documents.now()).keep(documents);
        }
    }
}
