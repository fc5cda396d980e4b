package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Documents;
import dev.runwright.value.Data;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages in mailboxes: one set of documents for Exchange's cmdlets and for Microsoft Graph, whose names they have; what only
 * Exchange knows begins with {@code $} (Exchange documentation, "Recoverable Items folder"). For one call.
 */
public final class Items {
    /** Where they are kept: by mailbox, then by id. */
    public static final String FOLDER = "tenant/messages";
    /** The folder of what a user has deleted and can recover. */
    public static final String DELETIONS = "recoverableitemsdeletions";
    /** The folder of what only an administrator can recover. */
    public static final String PURGES = "recoverableitemspurges";

    static final String HOLDS = "recoverableitemsdiscoveryholds";
    static final String ATTACHMENTS = "$attachments";
    static final String SIZE = "$size";
    static final String CLASS = "$class";
    static final String LAST_FOLDER = "$lastFolder";
    static final String REMOVED = "$removed";
    private static final String RECOVERABLE = "recoverableitems";
    private static final Map<String, String> NAMES = Map.of(
            "inbox",
            "Inbox",
            "sentitems",
            "Sent Items",
            "deleteditems",
            "Deleted Items",
            "junkemail",
            "Junk Email",
            "drafts",
            "Drafts",
            "archive",
            "Archive",
            DELETIONS,
            "Recoverable Items/Deletions",
            PURGES,
            "Recoverable Items/Purges",
            HOLDS,
            "Recoverable Items/DiscoveryHolds");

    private final Documents documents;

    Items(Documents documents) {
        this.documents = documents;
    }

    /** A message: its path and its document. */
    record Item(String path, Map<String, @Nullable Object> document) {
        String id() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String folder() {
            return String.valueOf(document.get("parentFolderId"));
        }

        boolean recoverable() {
            return folder().startsWith(RECOVERABLE);
        }

        String subject() {
            return String.valueOf(document.getOrDefault("subject", ""));
        }

        String sender() {
            return address(document.get("from"));
        }

        List<String> recipients() {
            return Data.list(document.get("toRecipients")).stream()
                    .map(Items::address)
                    .toList();
        }

        List<String> attachments() {
            return Data.texts(document.get(ATTACHMENTS));
        }

        OffsetDateTime received() {
            return OffsetDateTime.parse(String.valueOf(document.get("receivedDateTime")));
        }

        long size() {
            return document.get(SIZE) instanceof Long size ? size : 0;
        }
    }

    private static String address(@Nullable Object recipient) {
        return String.valueOf(Data.map(Data.map(recipient).get("emailAddress")).get("address"));
    }

    /** A recipient as Graph writes it. */
    static Map<String, @Nullable Object> recipient(String address) {
        return Data.copy(Map.of("emailAddress", Map.of("address", address)));
    }

    /** All messages of a mailbox but those whose time in the recoverable items is over, oldest first. */
    List<Item> of(Directory.Entry mailbox) {
        List<Item> items = new ArrayList<>();
        documents.under(FOLDER + "/" + mailbox.guid()).forEach((path, document) -> {
            Item item = new Item(path, document);
            if (!expired(item, mailbox)) {
                items.add(item);
            }
        });
        items.sort(java.util.Comparator.comparing(Item::received));
        return items;
    }

    private boolean expired(Item item, Directory.Entry mailbox) {
        Object removed = item.document().get(REMOVED);
        if (!item.recoverable() || removed == null || held(mailbox.document())) {
            return false;
        }
        Object kept = mailbox.document().get("RetainDeletedItemsFor");
        Duration span = kept instanceof Duration duration
                ? duration
                : Spans.parse(String.valueOf(kept)).orElse(Duration.ofDays(14));
        return Instant.parse(removed.toString()).plus(span).isBefore(documents.now());
    }

    private static boolean held(Map<String, @Nullable Object> mailbox) {
        return Boolean.TRUE.equals(mailbox.get("LitigationHoldEnabled"))
                || Boolean.TRUE.equals(mailbox.get("DelayHoldApplied"))
                || inPlace(mailbox);
    }

    private static boolean inPlace(Map<String, @Nullable Object> mailbox) {
        return !Data.list(mailbox.get("InPlaceHolds")).isEmpty();
    }

    /** Deletes a message so that its owner can recover it. */
    void softDelete(Item item) {
        moved(documents, item.path(), item.document(), DELETIONS);
    }

    /** Deletes a message for good, unless a hold or single item recovery keeps it for administrators. */
    void hardDelete(Item item, Directory.Entry mailbox) {
        boolean recovery = Boolean.TRUE.equals(mailbox.document().get("SingleItemRecoveryEnabled"));
        String keeper = inPlace(mailbox.document()) ? HOLDS : PURGES;
        if (!recovery && !held(mailbox.document())) {
            documents.remove(item.path());
        } else if (!item.folder().equals(PURGES) && !item.folder().equals(HOLDS)) {
            moved(documents, item.path(), item.document(), keeper);
        }
    }

    /** Puts a message that is in the recoverable items back where it was. */
    Item restore(Item item) {
        String last = String.valueOf(item.document().getOrDefault(LAST_FOLDER, "inbox"));
        Map<String, @Nullable Object> back = moved(documents, item.path(), item.document(), last);
        return new Item(folder(item.path()) + "/" + back.get("id"), back);
    }

    /** Adds a message, or a copy of one, to a folder of a mailbox. */
    void add(String mailbox, Map<String, @Nullable Object> message, String folder) {
        String path = FOLDER + "/" + mailbox + "/new";
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(message);
        copy.remove(LAST_FOLDER);
        copy.remove(REMOVED);
        copy.put("parentFolderId", folderId(folder));
        moved(documents, path, copy, folderId(folder));
    }

    /** Delivers a message to the inbox of whoever has this address; nothing happens if nobody has. */
    public static void deliver(
            Documents documents, String recipient, String sender, String subject, String internetMessageId) {
        new Directory(documents, true)
                .findRecipient(recipient)
                .filter(Directory.Entry::isMailbox)
                .ifPresent(mailbox -> {
                    Map<String, @Nullable Object> message = new LinkedHashMap<>();
                    message.put("subject", subject);
                    message.put("internetMessageId", internetMessageId);
                    message.put("from", recipient(sender));
                    message.put("toRecipients", List.of(recipient(recipient)));
                    message.put("receivedDateTime", documents.now().toString());
                    message.put("hasAttachments", false);
                    message.put(CLASS, "IPM.Note");
                    new Items(documents).add(mailbox.guid(), message, "Inbox");
                });
    }

    /** A message as Graph shows it. */
    public static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(message);
        shown.keySet().removeIf(name -> name.startsWith("$"));
        return shown;
    }

    /** Moves a message to another folder of its mailbox, where it has a new id. */
    public static Map<String, @Nullable Object> moved(
            Documents documents, String path, Map<String, @Nullable Object> message, String folder) {
        long number = documents.next();
        String id = "AAMk" + Long.toString(number + 46_656, 36);
        Map<String, @Nullable Object> moved = new LinkedHashMap<>(message);
        moved.put("@odata.etag", "W/\"" + number + "\"");
        moved.put("id", id);
        moved.put("parentFolderId", folder);
        if (folder.startsWith(RECOVERABLE)) {
            moved.putIfAbsent(LAST_FOLDER, message.get("parentFolderId"));
            moved.put(REMOVED, documents.now().toString());
        } else {
            moved.remove(LAST_FOLDER);
            moved.remove(REMOVED);
        }
        documents.remove(path);
        documents.put(folder(path) + "/" + id, moved);
        return moved;
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The id of a folder by what people call it: {@code Deleted Items}, {@code Purges}; a folder of the user's own is its name. */
    static String folderId(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace(" ", "");
        String id = List.of("deletions", "purges", "discoveryholds").contains(plain) ? RECOVERABLE + plain : plain;
        return NAMES.containsKey(id) ? id : name;
    }

    static String folderName(String id) {
        return NAMES.getOrDefault(id, id);
    }
}
