package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Get- and Restore-RecoverableItems: deleted messages, and their way back to the folder that they were in (Exchange documentation). */
final class RecoverableItems {
    private static final Set<String> KNOWN = Set.of(
            "Identity",
            "SourceFolder",
            "FilterItemType",
            "SubjectContains",
            "FilterStartTime",
            "FilterEndTime",
            "EntryID",
            "ResultSize");
    private static final Map<String, String> SOURCES = Map.of(
            "deleteditems",
            "DeletedItems",
            Items.DELETIONS,
            "RecoverableItems",
            Items.PURGES,
            "PurgedItems",
            Items.HOLDS,
            "DiscoveryHoldsItems");

    private RecoverableItems() {}

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-RecoverableItems", call -> found(call, false), "Identity"),
                Rule.changing("Restore-RecoverableItems", call -> found(call, true), "Identity"));
    }

    private static List<Map<String, @Nullable Object>> found(Call call, boolean restore) {
        call.only(KNOWN);
        Entry mailbox = new Directory(call).mailbox(call, call.need("Identity"));
        Items items = new Items(call.documents());
        List<Items.Item> meant =
                items.of(mailbox).stream().filter(item -> fits(call, item)).toList();
        if (restore && meant.isEmpty()) {
            call.warn("No items were found that could be restored.");
        }
        return Selection.limited(call, meant).stream()
                .map(item -> restore ? restored(items, item) : shown(item))
                .toList();
    }

    private static boolean fits(Call call, Items.Item item) {
        String source = SOURCES.get(item.folder());
        String folder = call.text("SourceFolder");
        String subject = call.text("SubjectContains");
        String entry = call.text("EntryID");
        String type = call.text("FilterItemType");
        boolean there = source != null && (folder == null || source.equalsIgnoreCase(folder));
        return there
                && (entry == null || entry.equals(item.id()))
                && (type == null
                        || type.equalsIgnoreCase(String.valueOf(item.document().get(Items.CLASS))))
                && (subject == null
                        || item.subject().toLowerCase(Locale.ROOT).contains(subject.toLowerCase(Locale.ROOT)))
                && (!(call.get("FilterStartTime") instanceof OffsetDateTime start)
                        || !modified(item).isBefore(start))
                && (!(call.get("FilterEndTime") instanceof OffsetDateTime end)
                        || !modified(item).isAfter(end));
    }

    private static OffsetDateTime modified(Items.Item item) {
        Object removed = item.document().get(Items.REMOVED);
        return removed == null ? item.received() : OffsetDateTime.parse(removed.toString());
    }

    private static Map<String, @Nullable Object> shown(Items.Item item) {
        String last = String.valueOf(item.document().getOrDefault(Items.LAST_FOLDER, "inbox"));
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", "Microsoft.Exchange.Management.RecoverableItems.RecoverableItem");
        object.put("EntryID", item.id());
        object.put("Subject", item.subject());
        object.put("ItemClass", item.document().get(Items.CLASS));
        object.put("LastModifiedTime", modified(item));
        object.put("LastParentFolderID", last);
        object.put("LastParentPath", Items.folderName(last));
        object.put("SourceFolder", SOURCES.get(item.folder()));
        return object;
    }

    private static Map<String, @Nullable Object> restored(Items items, Items.Item item) {
        Map<String, @Nullable Object> object = shown(item);
        Items.Item back = items.restore(item);
        object.put("WasRestoredSuccessfully", true);
        object.put("RestoredToFolderPath", Items.folderName(back.folder()));
        return object;
    }
}
