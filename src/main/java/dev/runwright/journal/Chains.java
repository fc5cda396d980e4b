package dev.runwright.journal;

import java.util.List;
import java.util.Map;

/**
 * Everything that is stored, as it is stored, for the audit.
 *
 * @param entries all rows of all runs, by run and sequence
 * @param ledger the rows of the ledger, by sequence
 * @param kept the texts that are kept: the digest under which each stands, and the one that it has
 */
public record Chains(List<Row> entries, List<Row> ledger, Map<String, String> kept) {
    /** Copies the collections. */
    public Chains {
        entries = List.copyOf(entries);
        ledger = List.copyOf(ledger);
        kept = Map.copyOf(kept);
    }

    /** A row: the chain and place it is stored under, its text, and the hash that is stored beside it. */
    public record Row(String chain, long sequence, String text, String hash) {}
}
