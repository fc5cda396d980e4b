package dev.runwright.journal;

import java.time.Instant;

/** The opening of a schedule, for which a run is started. */
public record Occasion(String schedule, Instant opening) {}
