package dev.runwright.engine;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.model.Runbook;
import dev.runwright.value.Data;
import java.util.List;
import java.util.Map;

/**
 * What is run: a runbook with the script files that it names and what is known of its cmdlets. Immutable.
 *
 * @param scripts script files by the name in the runbook to their text
 * @param called all runbooks that it calls, at any depth, by name
 */
public record Definition(
        Runbook runbook, Map<String, String> scripts, Map<String, Called> called, Catalogue catalogue) {
    /** Copies the maps. */
    public Definition {
        scripts = Data.copy(scripts);
        called = Data.copy(called);
    }

    /** The called runbook of that name. */
    Runbook runbook(String name) {
        Called found = called.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no called runbook " + name);
        }
        return found.runbook();
    }

    /** Reads a definition again from what a run keeps of it. */
    @FunctionalInterface
    public interface Snapshots {
        /**
         * The definition of a run.
         *
         * @param snapshot what the run keeps
         */
        Definition read(Snapshot snapshot);
    }

    /**
     * What a run keeps of its definition.
     *
     * @param source the runbook's name for messages
     * @param text the runbook's text
     * @param scripts script files by name to text
     * @param called the called runbooks, at any depth
     * @param catalogue what {@link Catalogue#snapshot} gave
     */
    public record Snapshot(
            String source, String text, Map<String, String> scripts, List<CalledText> called, String catalogue) {
        /** Copies what it is given. */
        public Snapshot {
            scripts = Data.copy(scripts);
            called = List.copyOf(called);
        }
    }

    /**
     * A called runbook as a run keeps it.
     *
     * @param source the runbook's name for messages
     */
    public record CalledText(String runbook, String source, String text, Map<String, String> scripts) {
        /** Copies the map. */
        public CalledText {
            scripts = Data.copy(scripts);
        }
    }

    /** A runbook that another one calls, with its script files by name to text. */
    public record Called(Runbook runbook, Map<String, String> scripts) {
        /** Copies the map. */
        public Called {
            scripts = Data.copy(scripts);
        }
    }
}
