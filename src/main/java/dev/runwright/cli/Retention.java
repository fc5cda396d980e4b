package dev.runwright.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long what may be dropped is kept: outputs of ended runs; what rehearsals left behind, and what steps said beyond the limits of
 * their replies. Entries, hashes, readings and definitions are kept for ever. Immutable.
 *
 * @param outputs null for ever
 * @param events null for ever
 * @param automatic whether the start of a run drops what is older, at most once a day
 */
public record Retention(
        @Nullable Duration outputs, @Nullable Duration events, boolean automatic) {
    /** Everything is kept. */
    public static final Retention FOR_EVER = new Retention(null, null, false);
}
