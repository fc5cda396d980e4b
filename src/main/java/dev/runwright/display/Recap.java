package dev.runwright.display;

import dev.runwright.journal.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last lines of every run: what it gives, and how many steps ended in which state. Stateless. */
public final class Recap {
    private Recap() {}

    /** The outputs of a run that has ended, each on one line and cut if it is long, then its recap. */
    public static List<String> of(RunView run) {
        List<String> lines = new ArrayList<>();
        if (run.end() != null) {
            run.end()
                    .outputs()
                    .forEach((name, value) -> lines.add("output     " + name + ": " + Difference.text(value)));
        }
        lines.add(line(run.recap()));
        return lines;
    }

    /** The counts in their order, {@code ok 4 changed 7 …}. */
    public static String line(Map<String, Integer> recap) {
        return recap.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
