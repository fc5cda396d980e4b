package dev.runwright.model;

import dev.runwright.value.Template;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code read: path} with {@code as:}: a file as data.
 *
 * @param path renders to a path, or to a list of paths: then the output is a list of what they hold
 * @param delimiter what stands between the cells of a csv file
 */
public record ReadStep(StepHead head, Template path, Format as, char delimiter) implements Step {
    /** What a file is read as. */
    public enum Format {
        JSON,
        YAML,
        CSV,
        XML,
        TEXT,
        /** A report of the security scanner, in the shape that all scans have. */
        MBSA;

        /** The words of {@code as:}. */
        public static List<String> words() {
            return Arrays.stream(values())
                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    @Override
    public String kind() {
        return "read";
    }
}
