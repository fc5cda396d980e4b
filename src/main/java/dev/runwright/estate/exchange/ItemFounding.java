package dev.runwright.estate.exchange;

import dev.runwright.estate.world.BadDescription;
import dev.runwright.estate.world.Described;
import dev.runwright.estate.world.Documents;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the messages in mailboxes from the estate's description. */
final class ItemFounding {
    private static final Set<String> KEYS = Set.of(
            "id",
            "subject",
            "sender",
            "recipients",
            "attachments",
            "received",
            "folder",
            "last_folder",
            "message_id",
            "size",
            "class");

    private final Documents documents;

    ItemFounding(Documents documents) {
        this.documents = documents;
    }

    /** The messages under a mailbox's {@code items:}. */
    void items(Described person, String mailbox, String address) {
        int number = 0;
        for (Described item : person.list("items", KEYS)) {
            Map<String, @Nullable Object> message = message(item, address);
            String id = item.text("id", "AAMk" + Integer.toHexString((mailbox + number++).hashCode()));
            message.put("id", id);
            message.put("@odata.etag", "W/\"" + Integer.toHexString(message.hashCode()) + "\"");
            documents.put(Items.FOLDER + "/" + mailbox + "/" + id, message);
        }
    }

    private Map<String, @Nullable Object> message(Described item, String address) {
        String sender = item.text("sender", address);
        List<String> recipients = item.has("recipients") ? item.texts("recipients") : List.of(address);
        List<String> attachments = item.texts("attachments");
        String folder = Items.folderId(item.text("folder", "Inbox"));
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("subject", item.need("subject"));
        String seed = item.need("subject") + sender + item.text("received", "");
        message.put(
                "internetMessageId",
                item.text(
                        "message_id",
                        "<" + Integer.toHexString(seed.hashCode()) + sender.substring(Math.max(0, sender.indexOf('@')))
                                + ">"));
        message.put("from", Items.recipient(sender));
        message.put("toRecipients", recipients.stream().map(Items::recipient).toList());
        message.put("receivedDateTime", received(item));
        message.put("hasAttachments", !attachments.isEmpty());
        message.put("parentFolderId", folder);
        message.put(Items.ATTACHMENTS, attachments);
        message.put(Items.SIZE, item.get("size") instanceof Long size ? size : 4096L);
        message.put(Items.CLASS, item.text("class", "IPM.Note"));
        if (folder.startsWith("recoverableitems")) {
            message.put(Items.LAST_FOLDER, Items.folderId(item.text("last_folder", "Inbox")));
            message.put(Items.REMOVED, documents.now().toString());
        }
        return message;
    }

    private String received(Described item) {
        String text = item.text("received", documents.now().toString());
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException e) {
            throw BadDescription.badValue(item.where() + ".received", "a time such as 2026-11-01T22:05:00Z", text);
        }
    }
}
