package dev.runwright.estate.world;

import java.util.List;
import java.util.Locale;

/**
 * A program that a world stands in for. Immutable.
 *
 * @param name the program's name without folder and {@code .exe}, in lower case
 * @param program what it does
 */
public record ProgramRule(String name, Program program) {
    /** Carries out one start of a program on the estate's documents. Stateless. */
    @FunctionalInterface
    public interface Program {
        /**
         * Carries it out. An answer with an exit code other than 0 may have changed something, as a real program may.
         *
         * @param arguments what follows the program's name
         */
        ProgramAnswer run(List<String> arguments, Documents documents);
    }

    /** A program's name as rules have it: without its folder, {@code .exe}, and capitals. */
    public static String nameOf(String program) {
        String name = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name;
    }
}
