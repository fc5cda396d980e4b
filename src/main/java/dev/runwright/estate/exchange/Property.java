package dev.runwright.estate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A property of one kind of Exchange object. Immutable.
 *
 * @param initial its value where the estate's description says nothing
 */
record Property(String name, Kind kind, @Nullable Object initial) {}
