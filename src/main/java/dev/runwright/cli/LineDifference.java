package dev.runwright.cli;

import java.io.PrintStream;
import java.util.List;

/** The lines in which two texts differ, between what they begin and end with in common. Stateless. */
final class LineDifference {
    private static final int SHOWN = 40;

    private LineDifference() {}

    static void print(String before, String after, PrintStream out) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        int shorter = Math.min(old.size(), fresh.size());
        int head = 0;
        while (head < shorter && old.get(head).equals(fresh.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
            tail++;
        }
        out.println("  from line " + (head + 1) + ":");
        print("  - ", old.subList(head, old.size() - tail), out);
        print("  + ", fresh.subList(head, fresh.size() - tail), out);
    }

    private static void print(String sign, List<String> lines, PrintStream out) {
        lines.stream().limit(SHOWN).forEach(line -> out.println(sign + line));
        if (lines.size() > SHOWN) {
            out.println(sign + "and " + (lines.size() - SHOWN) + " more lines");
        }
    }
}
