package dev.runwright.display;

import dev.runwright.journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws a run from its journal: the same tree that a terminal showed while it went on. Stateless. */
public final class PastRun {
    private PastRun() {}

    /** The lines of its steps, and what was said of the run as a whole; {@code entries} are all of the run, in order. */
    public static List<String> lines(List<Recorded> entries) {
        RunTree tree = RunTree.of(entries);
        Instant last = entries.get(entries.size() - 1).time();
        List<String> lines = new ArrayList<>();
        tree.roots().values().forEach(root -> new TreeText(last).past(root).forEach(line -> lines.add(line.plain())));
        tree.takeNotes().forEach(note -> lines.add(Cells.clean(note)));
        String standstill = tree.standstill();
        if (standstill != null) {
            lines.add(Cells.clean(standstill));
        }
        return lines;
    }
}
