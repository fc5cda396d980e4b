package dev.runwright.journal;

import java.time.Instant;

/**
 * An entry with its place in its run's chain. Immutable.
 *
 * @param sequence 1 for the first entry of a run
 * @param text the exact text that was hashed
 * @param hash SHA-256 of {@code text}
 */
public record Recorded(String run, long sequence, Instant time, JournalEntry entry, String text, String hash) {}
