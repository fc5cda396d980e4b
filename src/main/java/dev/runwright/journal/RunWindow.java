package dev.runwright.journal;

import java.time.Instant;

/**
 * The window that a run keeps to. Immutable.
 *
 * @param reserve seconds that are kept free before the close for the way back
 * @param atClose what becomes of the run at the close: {@code finish_step cancel undo}
 */
public record RunWindow(Instant close, int reserve, String atClose) {}
