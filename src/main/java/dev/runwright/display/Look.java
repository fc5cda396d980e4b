package dev.runwright.display;

import java.util.Map;

/**
 * How a run is drawn. Immutable.
 *
 * @param live as a tree that moves; else as plain lines
 * @param colour whether states have colours besides their signs and words
 */
public record Look(boolean live, boolean colour) {
    /** The look that environment and screen allow: a tree that moves only where a person sits at a terminal that can do it. */
    public static Look of(Map<String, String> environment, boolean terminal) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean unattended = environment.getOrDefault("CI", "").equalsIgnoreCase("true");
        boolean live = terminal && !dumb && !unattended;
        return new Look(live, live && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }
}
