package dev.runwright.audit;

/**
 * Something in the stored chains that is not as it was written. Immutable.
 *
 * @param run the run, or {@code ledger}
 * @param sequence the entry's number
 * @param kind {@code changed missing reordered cut}
 */
public record Finding(String run, long sequence, String kind, String message) {}
