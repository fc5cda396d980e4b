package dev.runwright.architecture.bad.high;

import dev.runwright.architecture.bad.low.Shelf;

/** The other half of a cycle. */
public record Reader(Shelf shelf) {}
