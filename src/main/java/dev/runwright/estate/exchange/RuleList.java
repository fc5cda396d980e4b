package dev.runwright.estate.exchange;

import dev.runwright.estate.exchange.Directory.Entry;
import dev.runwright.estate.world.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inbox rules of one mailbox in their order; shown ones are numbered from 1 without gaps. For one call. */
final class RuleList {
    static final String FOLDER = "exchange/inboxrules";

    private final Call call;
    private final Entry mailbox;

    RuleList(Call call, Entry mailbox) {
        this.call = call;
        this.mailbox = mailbox;
    }

    /** A rule: its path and its document. */
    record Item(String path, Map<String, @Nullable Object> document) {
        boolean hidden() {
            return Boolean.TRUE.equals(document.get("Hidden"));
        }

        private long priority() {
            return document.get("Priority") instanceof Long priority ? priority : 0;
        }
    }

    /** The rules by priority; hidden ones first, if they are wanted. */
    List<Item> all(boolean withHidden) {
        List<Item> items = new ArrayList<>();
        call.documents()
                .under(FOLDER + "/" + mailbox.guid())
                .forEach((path, document) -> items.add(new Item(path, document)));
        items.removeIf(item -> item.hidden() && !withHidden);
        items.sort(Comparator.comparingLong(Item::priority).thenComparing(Item::path));
        return items;
    }

    /** The rule of that number or name. */
    Item find(String identity, boolean withHidden) {
        List<Item> rules = all(withHidden);
        List<Item> found = rules.stream()
                .filter(item -> identity.equals(String.valueOf(item.document().get("RuleIdentity"))))
                .toList();
        if (found.isEmpty()) {
            found = rules.stream()
                    .filter(item -> identity.equalsIgnoreCase(
                            String.valueOf(item.document().get("Name"))))
                    .toList();
        }
        if (found.isEmpty()) {
            throw ExchangeErrors.noInboxRule(call, identity);
        }
        if (found.size() > 1) {
            throw ExchangeErrors.ambiguous(call, identity);
        }
        return found.get(0);
    }

    /** Adds a rule at a priority, else at the end. */
    Item add(Map<String, @Nullable Object> rule, @Nullable Long priority) {
        String path = FOLDER + "/" + mailbox.guid() + "/" + rule.get("RuleIdentity");
        List<Item> items = all(false);
        Item item = new Item(path, rule);
        items.add(place(items, priority), item);
        return renumber(items, item);
    }

    /** Keeps a changed rule, at another priority if one is given. */
    void replace(Item old, Map<String, @Nullable Object> changed, @Nullable Long priority) {
        List<Item> items = all(false);
        int at = items.indexOf(old);
        items.remove(old);
        Item item = new Item(old.path(), changed);
        items.add(priority == null ? at : place(items, priority), item);
        renumber(items, item);
    }

    void remove(Item item) {
        List<Item> items = all(false);
        items.remove(item);
        call.documents().remove(item.path());
        renumber(items, item);
    }

    private static int place(List<Item> items, @Nullable Long priority) {
        return priority == null ? items.size() : (int) Math.max(0, Math.min(items.size(), priority - 1));
    }

    private Item renumber(List<Item> items, Item wanted) {
        Item kept = wanted;
        for (int i = 0; i < items.size(); i++) {
            Map<String, @Nullable Object> document =
                    new LinkedHashMap<>(items.get(i).document());
            document.put("Priority", (long) i + 1);
            call.documents().put(items.get(i).path(), document);
            if (items.get(i).equals(wanted)) {
                kept = new Item(wanted.path(), document);
            }
        }
        return kept;
    }
}
