package dev.runwright.engine;

import java.time.Duration;

/**
 * The limits of one attempt and where its events go.
 *
 * @param timeout how long it may take; after it, it is stopped and its outcome is {@link Outcome.Unknown} unless surely nothing
 *     was sent
 * @param cancellation stops it early
 * @param events told of progress and messages while it runs, on any thread
 */
public record Attempt(Duration timeout, Cancellation cancellation, Events events) {}
