package dev.runwright.model;

import dev.runwright.text.Position;

/** A text with the place where it stands. Immutable. */
public record PlacedText(Position position, String text) {}
