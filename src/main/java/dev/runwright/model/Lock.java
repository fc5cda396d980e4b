package dev.runwright.model;

import dev.runwright.text.Position;
import dev.runwright.value.Template;

/**
 * The name under which one run at a time may go on.
 *
 * @param waits whether a run waits for a lock that another one holds ({@code if_locked: wait}); else it is refused
 */
public record Lock(Position position, Template name, boolean waits) {}
