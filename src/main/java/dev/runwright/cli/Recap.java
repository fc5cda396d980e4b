package dev.runwright.cli;

import java.util.Map;
import java.util.stream.Collectors;

/** The last line of every run: how many steps ended in which state. Stateless. */
final class Recap {
    private Recap() {}

    static String line(Map<String, Integer> recap) {
        return recap.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
