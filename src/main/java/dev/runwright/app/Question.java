package dev.runwright.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A question to the person at the terminal; the launcher says whether there is one. Stateless. */
final class Question {
    private static final Set<String> YES = Set.of("y", "yes", "j", "ja");

    private Question() {}

    /** Yes or no, no for an empty line; empty if there is no terminal. */
    static Optional<Boolean> ask(String question) {
        if (!Boolean.getBoolean("runwright.terminal")) {
            return Optional.empty();
        }
        System.err.print(question + " [y/N] ");
        System.err.flush();
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return Optional.of(line != null && YES.contains(line.strip().toLowerCase(Locale.ROOT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
