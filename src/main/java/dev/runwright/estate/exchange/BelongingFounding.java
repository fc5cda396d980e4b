package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes from the estate's description what mailboxes have beside their settings, and the mailboxes that were removed. */
final class BelongingFounding {
    static final Set<String> REMOVED_KEYS = Set.of("name", "guid", "items");
    private static final Set<String> APP_KEYS = Set.of("name", "id", "enabled", "scope", "provider");
    private static final Set<String> SWEEP_KEYS =
            Set.of("name", "id", "enabled", "sender", "from", "to", "keep_days", "keep_latest");
    private static final Set<String> EXPORT_KEYS = Set.of("name", "file", "begun", "fails");

    private final Documents documents;

    BelongingFounding(Documents documents) {
        this.documents = documents;
    }

    /** A mailbox's add-ins, sweep rules and exports. */
    void of(Described person, String guid) {
        for (Described app : person.list("apps", APP_KEYS)) {
            String name = app.need("name");
            String id = app.text("id", Described.guid("app", name));
            Document.at(documents, Belongings.APPS.folder() + "/" + guid + "/" + id)
                    .set("AppId", id)
                    .set("DisplayName", name)
                    .set("Enabled", app.flag("enabled", true))
                    .set("Scope", app.word("scope", List.of("User", "Organization", "Default")))
                    .set("ProviderName", app.text("provider", "unknown"))
                    .keep(documents);
        }
        for (Described sweep : person.list("sweep_rules", SWEEP_KEYS)) {
            String id = sweep.text("id", Described.guid("sweep", guid + sweep.need("name")));
            Document rule = Document.at(documents, Belongings.SWEEP_RULES.folder() + "/" + guid + "/" + id);
            SweepRules.PROPERTIES.forEach(property -> rule.set(property, null));
            SweepRules.rule(rule, sweep.need("name"), sweep.flag("enabled", true))
                    .set("Provider", "Exchange16")
                    .set("Sender", sweep.need("sender"))
                    .set("SourceFolder", sweep.text("from", "Inbox"))
                    .set("DestinationFolder", sweep.text("to", "Deleted Items"))
                    .set("KeepForDays", sweep.get("keep_days"))
                    .set("KeepLatest", sweep.get("keep_latest"))
                    .keep(documents);
        }
        for (Described export : person.list("exports", EXPORT_KEYS)) {
            export(export, guid);
        }
    }

    private void export(Described export, String guid) {
        String name = export.text("name", MailboxRequests.EXPORTS.name());
        String folder = MailboxRequests.FOLDER + "/" + MailboxRequests.EXPORTS.noun();
        java.time.Instant begun = documents.now().minus(export.span("begun", Duration.ofSeconds(10)));
        Document.at(documents, folder + "/" + Described.guid("request", guid + name))
                .set("Of", guid)
                .set("Name", name)
                .set("FilePath", export.need("file"))
                .set("BatchName", null)
                .set("Suspended", false)
                .set("Fails", export.get("fails"))
                .setTime("WhenCreated", begun)
                .setTime("Begun", begun)
                .keep(documents);
    }

    /** A mailbox that was removed: only its content is left. */
    void removed(Described mailbox) {
        String name = mailbox.need("name");
        String key = Described.guid("removed", name);
        Document.at(documents, RemovedMailboxes.FOLDER + "/" + key)
                .set("DisplayName", name)
                .set("ExchangeGuid", mailbox.text("guid", Described.guid("exchange", "removed " + name)))
                .keep(documents);
        new ItemFounding(documents).items(mailbox, key, name);
    }
}
