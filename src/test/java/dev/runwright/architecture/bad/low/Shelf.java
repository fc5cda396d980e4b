package dev.runwright.architecture.bad.low;

/** Used from above, as it should be. */
public record Shelf(String name) {}
