package dev.runwright.schedule;

import java.time.Instant;

/**
 * One window of a schedule. Immutable.
 *
 * @param opening the instant that names it
 * @param start when its run starts: the opening, later by the schedule's jitter
 * @param close from when on nothing runs
 */
public record Window(Instant opening, Instant start, Instant close) {}
