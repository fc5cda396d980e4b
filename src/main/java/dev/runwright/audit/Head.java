package dev.runwright.audit;

import dev.runwright.journal.Chains;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The heads of all chains at one moment, to be kept somewhere else: against it, a cut tail is found. Immutable.
 *
 * @param chains chain name ({@code ledger} or a run) to its newest entry
 */
public record Head(Map<String, Tip> chains) {
    /** The newest entry of a chain. */
    public record Tip(long sequence, String hash) {}

    /** Copies the map, order kept. */
    public Head {
        chains = Data.copy(chains);
    }

    /** The heads as they are stored now. */
    public static Head of(Chains stored) {
        Map<String, Tip> tips = new LinkedHashMap<>();
        stored.ledger().forEach(row -> tips.put("ledger", new Tip(row.sequence(), row.hash())));
        stored.entries().forEach(row -> tips.put(row.chain(), new Tip(row.sequence(), row.hash())));
        return new Head(tips);
    }

    /** As a JSON document. */
    public String write() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        chains.forEach((chain, tip) -> map.put(chain, Map.of("seq", tip.sequence(), "hash", tip.hash())));
        return Json.pretty(Map.of("runwright_head", 1, "chains", map));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is no exported head
     */
    public static Head read(String text) {
        Map<String, @Nullable Object> document = Json.readObject(text);
        if (!Long.valueOf(1).equals(document.get("runwright_head"))) {
            throw new IllegalArgumentException("not an exported head (runwright_head: 1 is missing)");
        }
        Map<String, Tip> tips = new LinkedHashMap<>();
        Data.map(document.get("chains")).forEach((chain, value) -> {
            Map<String, @Nullable Object> tip = Data.map(value);
            if (!(tip.get("seq") instanceof Long sequence)) {
                throw new IllegalArgumentException("the head of '" + chain + "' has no number");
            }
            tips.put(chain, new Tip(sequence, String.valueOf(tip.get("hash"))));
        });
        return new Head(tips);
    }
}
