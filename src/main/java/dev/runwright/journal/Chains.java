package dev.runwright.journal;

import java.util.List;

/**
 * Everything that is stored, as it is stored, for the audit.
 *
 * @param entries all rows of all runs, by run and sequence
 * @param ledger the rows of the ledger, by sequence
 */
public record Chains(List<Row> entries, List<Row> ledger) {
    /** Copies the lists. */
    public Chains {
        entries = List.copyOf(entries);
        ledger = List.copyOf(ledger);
    }

    /** A row: the chain and place it is stored under, its text, and the hash that is stored beside it. */
    public record Row(String chain, long sequence, String text, String hash) {}
}
