package dev.runwright.display;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a drawing: a sign and a word for the state, and a text. Immutable.
 *
 * @param indent in cells
 * @param state null for a line that only says something of the line above
 * @param text may hold anything; it is cleaned when it is drawn
 */
record Line(int indent, @Nullable String state, String text) {
    private static final int WORD = 10;
    private static final String RESET = "\u001b[0m";
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("pending", "."),
            Map.entry("running", ">"),
            Map.entry("waiting", ":"),
            Map.entry("ok", "✓"),
            Map.entry("changed", "*"),
            Map.entry("unchanged", "="),
            Map.entry("skipped", "-"),
            Map.entry("rescued", "^"),
            Map.entry("failed", "✗"),
            Map.entry("cancelled", "#"),
            Map.entry("unknown", "?"));
    private static final Map<String, String> COLOURS = Map.of(
            "running", "36",
            "waiting", "36",
            "ok", "32",
            "changed", "33",
            "rescued", "33",
            "failed", "31",
            "unknown", "31",
            "cancelled", "31");

    /** How far texts below a line with a state are moved in. */
    static final int BELOW = 2 + WORD + 1;

    /** A line below one at {@code depth}. */
    static Line below(int depth, String text) {
        return new Line(2 * depth + BELOW, null, text);
    }

    /** The sign of a state, one cell wide. */
    static String sign(String state) {
        return SIGNS.getOrDefault(state, " ");
    }

    /** The whole line without colour. */
    String plain() {
        return " ".repeat(indent) + mark() + Cells.clean(text);
    }

    /** The line in at most so many cells. */
    String drawn(int cells, boolean colour) {
        String cut = Cells.cut(plain(), cells);
        String code = state == null ? null : COLOURS.get(state);
        int end = Math.min(cut.length(), indent + mark().stripTrailing().length());
        if (!colour || code == null || end <= indent) {
            return cut;
        }
        return cut.substring(0, indent) + "\u001b[" + code + "m" + cut.substring(indent, end) + RESET
                + cut.substring(end);
    }

    private String mark() {
        return state == null ? "" : sign(state) + " " + Cells.fit(state, WORD) + " ";
    }
}
