package dev.runwright.cli;

/**
 * How the service works: {@code serve:} of the configuration.
 *
 * @param atOnce how many runs a node drives at once
 */
public record Serving(int atOnce) {
    /** Where the configuration says nothing. */
    public static final Serving STANDARD = new Serving(4);
}
