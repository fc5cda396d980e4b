package dev.runwright.estate.world;

import dev.runwright.value.Data;
import java.util.Map;

/**
 * What the estate answers in place of a program. Immutable.
 *
 * @param exit its exit code
 * @param output its standard output
 * @param errors its error output
 * @param files what it has written: the text by the path, as the program was told it
 */
public record ProgramAnswer(int exit, String output, String errors, Map<String, String> files) {
    /** Copies the files. */
    public ProgramAnswer {
        files = Data.copy(files);
    }

    /** A program that has written no files. */
    public static ProgramAnswer of(int exit, String output, String errors) {
        return new ProgramAnswer(exit, output, errors, Map.of());
    }
}
