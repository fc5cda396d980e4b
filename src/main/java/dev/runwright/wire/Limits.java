package dev.runwright.wire;

/**
 * How long a request may take in the shell.
 *
 * @param limitMs after this it is stopped; the reply is then {@link Status#TIMEOUT} with what it gave so far
 * @param graceMs after this more, if it does not stop, the reply is {@link Status#STUCK}
 */
public record Limits(long limitMs, long graceMs) {}
