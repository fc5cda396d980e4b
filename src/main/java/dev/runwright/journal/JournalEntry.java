package dev.runwright.journal;

import dev.runwright.text.Position;
import dev.runwright.value.Data;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a run did or learned (design 3.1). Components are what is written, under their names in snake case; a component
 * may be added, never renamed or removed. Immutable.
 */
public sealed interface JournalEntry {
    /** The step's path for an entry of a step; null for an entry of the run. */
    default @Nullable String path() {
        return null;
    }

    /**
     * The first entry of a run.
     *
     * @param mode {@code run} or {@code undo}
     * @param runbook the runbook's name
     * @param source where its text came from
     * @param definition digest under which the runbook's text is kept
     * @param files script files by name to the digest of their text
     * @param catalogue digest under which the cmdlet facts are kept
     * @param inputs typed values, secrets by name
     * @param secrets secret inputs by name to their keyed fingerprints
     * @param now what {@code now()} gives in this run
     * @param parent the run that this one undoes; null for none
     * @param profile the profile's name
     * @param world the estate's name, or the profile's; a run is undone only in its own world
     * @param locks the locks it holds
     * @param process the process that drives it
     */
    record RunStarted(
            String mode,
            String runbook,
            String source,
            String definition,
            Map<String, String> files,
            String catalogue,
            Map<String, @Nullable Object> inputs,
            Map<String, String> secrets,
            Instant now,
            @Nullable String parent,
            String profile,
            String world,
            boolean rehearsed,
            String actor,
            @Nullable String reason,
            @Nullable String ticket,
            List<String> locks,
            ProcessMark process,
            String version)
            implements JournalEntry {
        /** Copies what it is given. */
        public RunStarted {
            files = Data.copy(files);
            inputs = Data.copy(inputs);
            secrets = Data.copy(secrets);
            locks = List.copyOf(locks);
        }
    }

    /** The list and keys of a fan-out, evaluated once. */
    record FanOutListed(String path, List<String> keys, List<@Nullable Object> items) implements JournalEntry {
        /** Copies the lists. */
        public FanOutListed {
            keys = List.copyOf(keys);
            items = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(items));
        }
    }

    /**
     * An attempt at a step begins. For a step without a reading this is also its {@link ChangeSent}.
     *
     * @param call the redacted call
     * @param digest of the call with all its values, to see whether a resumed step is the same
     * @param undo what is registered to take it back: {@code restore}, {@code restore: ask}, {@code steps}, {@code none}, or
     *     {@code irreversible: why}
     * @param reading what reads what it changes; null if nothing does
     * @param undoes for a step of an undo: the run and the path that it takes back
     */
    record StepStarted(
            String path,
            String kind,
            int attempt,
            String effect,
            String call,
            String digest,
            String undo,
            @Nullable String reading,
            @Nullable String name,
            Position position,
            @Nullable Target undoes)
            implements JournalEntry {}

    /**
     * A reading of what a step changes.
     *
     * @param moment {@code before}, {@code after} or {@code now}
     * @param exists whether the object was there
     * @param properties the whole object as read and typed; empty if it was not there
     * @param world the time in the world that was read (an estate has its own clock)
     */
    record StateRead(
            String path, String moment, boolean exists, Map<String, @Nullable Object> properties, Instant world)
            implements JournalEntry {
        /** Copies the properties. */
        public StateRead {
            properties = Data.copy(properties);
        }
    }

    /**
     * A change is about to be sent: committed before a byte leaves.
     *
     * @param cmdlet what is called
     * @param parameters all parameters as sent, secrets by name
     * @param state how its effect is read and compared, as the engine writes it; empty for a change without a reading
     */
    record ChangeSent(
            String path,
            int attempt,
            String cmdlet,
            Map<String, @Nullable Object> parameters,
            Map<String, @Nullable Object> state,
            Instant world)
            implements JournalEntry {
        /** Copies the maps. */
        public ChangeSent {
            parameters = Data.copy(parameters);
            state = Data.copy(state);
        }
    }

    /** What the target answered to a change. */
    record ChangeReturned(
            String path,
            int attempt,
            String outcome,
            @Nullable Object output,
            @Nullable ErrorRecord error) implements JournalEntry {}

    /** An attempt failed and another one is due. */
    record RetryPlanned(
            String path, int attempt, Instant due, @Nullable ErrorRecord error) implements JournalEntry {}

    /**
     * A step has ended.
     *
     * @param state {@code ok changed unchanged skipped failed rescued cancelled unknown}
     */
    record StepEnded(
            String path,
            String state,
            int attempts,
            @Nullable Object output,
            @Nullable ErrorRecord error,
            @Nullable Integer exit,
            @Nullable String stderr,
            List<String> warnings)
            implements JournalEntry {
        /** Copies the list. */
        public StepEnded {
            warnings = List.copyOf(warnings);
        }
    }

    /** A failed step whose group's rescue ended well. */
    record StepRescued(String path) implements JournalEntry {}

    /** The run stands still until somebody answers: {@code waiting} or {@code unknown}. */
    record RunPaused(String state, String why, @Nullable String path) implements JournalEntry {}

    /** The process that drove the run is gone; noticed and written by a later command. */
    record RunInterrupted(ProcessMark process, String noticedBy) implements JournalEntry {}

    /** The run has ended. */
    record RunEnded(
            String state,
            Map<String, Integer> recap,
            Map<String, @Nullable Object> outputs,
            @Nullable ErrorRecord problem)
            implements JournalEntry {
        /** Copies the maps. */
        public RunEnded {
            recap = Data.copy(recap);
            outputs = Data.copy(outputs);
        }
    }

    /** A step of another run. */
    record Target(String run, String path) {}

    /** An error as it is written down. */
    record ErrorRecord(
            String kind, String message, @Nullable Position position, Map<String, @Nullable Object> details) {
        /** Copies the details. */
        public ErrorRecord {
            details = Data.copy(details);
        }
    }

    /** Which process: its host, its id, and when it began, since ids are used again. */
    record ProcessMark(String host, long pid, Instant started) {}
}
