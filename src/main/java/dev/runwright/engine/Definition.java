package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.model.Runbook;
import dev.runwright.value.Data;
import java.util.Map;

/**
 * What is run: a runbook with the script files that it names and what is known of its cmdlets. Immutable.
 *
 * @param scripts script files by the name in the runbook to their text
 */
public record Definition(Runbook runbook, Map<String, String> scripts, Catalogue catalogue) {
    /** Copies the map. */
    public Definition {
        scripts = Data.copy(scripts);
    }

    /** Reads a definition again from what a run keeps of it. */
    @FunctionalInterface
    public interface Snapshots {
        /**
         * The definition of a run.
         *
         * @param source the runbook's name for messages
         * @param text the runbook's text
         * @param scripts script files by name to text
         * @param catalogue what {@link Catalogue#snapshot} gave
         */
        Definition read(String source, String text, Map<String, String> scripts, String catalogue);
    }
}
