package dev.runwright.cli;

/**
 * What {@code doctor} says of one thing that Runwright needs. Immutable.
 *
 * @param name what it is about
 * @param ok whether it is there and works
 * @param detail what was found, and if something is missing, what to do
 */
public record Check(String name, boolean ok, String detail) {}
