package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.model.FanOut;
import dev.runwright.text.Position;
import dev.runwright.value.EvaluationException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The items of a fan-out with their keys, evaluated once, before the first item (design 2.6). Stateless. */
final class FanOutItems {
    private FanOutItems() {}

    /** One item. */
    record Item(String key, @Nullable Object value) {
        /** The key as it stands in a path: {@code / [ ] %} percent-encoded. */
        String escapedKey() {
            return key.replace("%", "%25")
                    .replace("/", "%2F")
                    .replace("[", "%5B")
                    .replace("]", "%5D");
        }
    }

    /**
     * Evaluates list and keys.
     *
     * @throws EvaluationException if it is no list, or a key is missing, empty or there twice
     */
    static List<Item> of(FanOut foreach, Frame frame) {
        Object list = foreach.items().render(frame.scope());
        Position at = foreach.position();
        if (!(list instanceof List<?> values)) {
            throw new EvaluationException(
                    at,
                    "'foreach' needs a list, not " + CallText.literal(list) + ".",
                    "Give a list, or an expression for one.");
        }
        List<Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Object value : values) {
            String key = key(foreach, frame, value);
            if (key.isEmpty() || !seen.add(key.toLowerCase(Locale.ROOT))) {
                String what = key.isEmpty() ? "An item has an empty key." : "Two items have the key '" + key + "'.";
                throw new EvaluationException(at, what, "Give each item its own key with 'key:'.");
            }
            items.add(new Item(key, value));
        }
        return items;
    }

    /** The items as they were journalled. */
    static List<Item> of(FanOutListed listed) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < listed.keys().size(); i++) {
            items.add(new Item(listed.keys().get(i), listed.items().get(i)));
        }
        return items;
    }

    /** The items in their order. */
    static List<Item> ordered(List<Item> items, FanOut.Order order) {
        List<Item> ordered = new ArrayList<>(items);
        if (order == FanOut.Order.KEY) {
            ordered.sort(Comparator.comparing(Item::key));
        } else if (order == FanOut.Order.RANDOM) {
            Collections.shuffle(ordered, new SecureRandom());
        }
        return ordered;
    }

    /** The items of each wave; empty waves are left out, and the last one takes what is left. */
    static List<List<Item>> waves(List<Item> items, List<FanOut.Amount> amounts) {
        List<List<Item>> waves = new ArrayList<>();
        int from = 0;
        for (FanOut.Amount amount : amounts) {
            int to = Math.min(items.size(), amount.of(items.size()));
            if (to > from) {
                waves.add(items.subList(from, to));
                from = to;
            }
        }
        if (from < items.size()) {
            waves.add(items.subList(from, items.size()));
        }
        return waves;
    }

    private static String key(FanOut foreach, Frame frame, @Nullable Object value) {
        Object key = foreach.key() == null
                ? value
                : foreach.key().render(frame.with(foreach.as(), value).scope());
        if (key == null || key instanceof Map<?, ?> || key instanceof List<?>) {
            throw new EvaluationException(
                    foreach.position(),
                    "An item has no key: it is " + (key == null ? "null" : "no text or number") + ".",
                    "Say with 'key:' which text or number names an item.");
        }
        return key.toString();
    }
}
