package dev.runwright.display;

import java.util.Map;
import java.util.stream.Collectors;

/** The last line of every run: how many steps ended in which state. Stateless. */
public final class Recap {
    private Recap() {}

    /** The counts in their order, {@code ok 4 changed 7 …}. */
    public static String line(Map<String, Integer> recap) {
        return recap.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
