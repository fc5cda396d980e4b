package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mailboxes that were removed and whose content is still there, to be merged into another one. Stateless. */
final class RemovedMailboxes {
    static final String FOLDER = "exchange/removed";

    private RemovedMailboxes() {}

    /** What a removed mailbox held goes into the target as soon as the request is made; only its status takes time. */
    static void merge(Call call, Entry target, Document request) {
        if (call.flag("Suspend")) {
            throw ExchangeErrors.invalid(call, "The sandbox merges at once; leave -Suspend out.", "Suspend");
        }
        String source = call.text(call.cloud() ? "SourceMailbox" : "SourceStoreMailbox");
        if (source == null) {
            throw ExchangeErrors.invalid(
                    call,
                    call.cloud()
                            ? "Name the removed mailbox by -SourceMailbox."
                            : "Name the removed mailbox by -SourceDatabase and -SourceStoreMailbox.",
                    "");
        }
        Document removed = Document.under(call.documents(), FOLDER).stream()
                .filter(mailbox -> source.equalsIgnoreCase(mailbox.text("ExchangeGuid"))
                        || source.equalsIgnoreCase(mailbox.text("DisplayName")))
                .findFirst()
                .orElseThrow(() -> ExchangeErrors.notFound(call, source));
        request.set("SourceMailbox", removed.text("ExchangeGuid"));
        Items items = new Items(call.documents());
        List<Map<String, @Nullable Object>> messages = List.copyOf(
                call.documents().under(Items.FOLDER + "/" + removed.key()).values());
        for (Map<String, @Nullable Object> message : messages) {
            items.add(target.guid(), message, String.valueOf(message.get("parentFolderId")));
        }
    }
}
