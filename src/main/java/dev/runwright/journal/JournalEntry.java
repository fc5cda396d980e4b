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
     * @param source where its text came from
     * @param definition digest under which the runbook's text is kept
     * @param files script files by name to the digest of their text
     * @param catalogue digest under which the cmdlet facts are kept
     * @param inputs typed values, secrets by name
     * @param secrets secret inputs by name to their keyed fingerprints
     * @param now what {@code now()} gives
     * @param parent the run that this one undoes; null for none
     * @param world the estate's name, or the profile's; a run is undone only in its own world
     * @param called the runbooks that it calls at any depth, pinned
     * @param approvals whether an {@code approve} step waits for people; else it is skipped as waived
     * @param only keys of the fan-outs' items that are run; empty for all
     * @param choice of an undo: what of the undone run is taken back; empty for other runs
     * @param occasion the opening of a schedule that it was started for; null for none
     * @param question what a person is asked before the first step; null for nothing
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
            String version,
            List<Pinned> called,
            boolean approvals,
            List<String> only,
            Map<String, @Nullable Object> choice,
            @Nullable Occasion occasion,
            @Nullable String question)
            implements JournalEntry {
        /** Copies what it is given. */
        public RunStarted {
            called = List.copyOf(called);
            only = List.copyOf(only);
            choice = Data.copy(choice);
            files = Data.copy(files);
            inputs = Data.copy(inputs);
            secrets = Data.copy(secrets);
            locks = List.copyOf(locks);
        }
    }

    /**
     * A process drives the run again.
     *
     * @param definition digest of the runbook's text that is used from here; null for the one before
     * @param called the called runbooks that go with it; empty for those before
     * @param occasion the opening in whose window it goes on; null for none
     */
    record RunResumed(
            ProcessMark process,
            String actor,
            @Nullable String reason,
            @Nullable String ticket,
            @Nullable String definition,
            Map<String, String> files,
            List<Pinned> called,
            @Nullable Occasion occasion)
            implements JournalEntry {
        /** Copies what it is given. */
        public RunResumed {
            files = Data.copy(files);
            called = List.copyOf(called);
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

    /** What the target answered to a change; a long output is {@code kept} under its digest, null for one that stands in the entry. */
    record ChangeReturned(
            String path,
            int attempt,
            String outcome,
            @Nullable Object output,
            @Nullable ErrorRecord error,
            @Nullable String kept)
            implements JournalEntry {
        /** An answer whose output stands in the entry. */
        public ChangeReturned(
                String path, int attempt, String outcome, @Nullable Object output, @Nullable ErrorRecord error) {
            this(path, attempt, outcome, output, error, null);
        }
    }

    /** An attempt failed and another one is due. */
    record RetryPlanned(
            String path, int attempt, Instant due, @Nullable ErrorRecord error) implements JournalEntry {}

    /** A step has ended: {@code ok changed unchanged skipped failed rescued cancelled unknown}; {@code kept} as in its answer. */
    record StepEnded(
            String path,
            String state,
            int attempts,
            @Nullable Object output,
            @Nullable ErrorRecord error,
            @Nullable Integer exit,
            @Nullable String stderr,
            List<String> warnings,
            @Nullable String kept)
            implements JournalEntry {
        /** Copies the list. */
        public StepEnded {
            warnings = List.copyOf(warnings);
        }

        /** An end whose output stands in the entry. */
        public StepEnded(
                String path,
                String state,
                int attempts,
                @Nullable Object output,
                @Nullable ErrorRecord error,
                @Nullable Integer exit,
                @Nullable String stderr,
                List<String> warnings) {
            this(path, state, attempts, output, error, exit, stderr, warnings, null);
        }

        /** Whether there was an output that retention has dropped. */
        public boolean isDropped() {
            return kept != null && output == null;
        }
    }

    /** A called runbook begins: the contract's inputs, typed, secrets by name. */
    record RunbookCalled(String path, String runbook, Map<String, @Nullable Object> inputs) implements JournalEntry {
        /** Copies the inputs. */
        public RunbookCalled {
            inputs = Data.copy(inputs);
        }
    }

    /** A wave of a fan-out begins; waves count from 1. */
    record WaveStarted(String path, int wave, List<String> keys) implements JournalEntry {
        /** Copies the keys. */
        public WaveStarted {
            keys = List.copyOf(keys);
        }
    }

    /** A step, or a run that waits for its locks, goes on when {@code due}. A repeated wait has begun once and taken so many looks. */
    record TimerSet(
            @Nullable String path,
            Instant due,
            String why,
            @Nullable Instant begun,
            int looks) implements JournalEntry {
        /** A wait that is not repeated. */
        public TimerSet(@Nullable String path, Instant due, String why) {
            this(path, due, why, null, 0);
        }
    }

    /** The run that waited for its locks holds them now. */
    record LocksTaken() implements JournalEntry {}

    /**
     * A step waits for people.
     *
     * @param kind {@code approve}, {@code ask}, {@code manual}, or {@code confirm} for a number of targets that must be typed
     * @param question redacted
     * @param from users and groups that may answer; empty for everybody whom the profile allows
     * @param quorum how many must approve
     * @param expires when the standard answer counts; null for never
     * @param standard the answer after that: {@code approved rejected}, of a form {@code filled_in failed}
     * @param comment whether an answer needs a comment
     * @param evidence what file is to be handed in; null for none
     * @param form the form's fields: name to type, {@code ask}, {@code default} and constraints; empty without a form
     * @param shown what is shown beside the question, redacted
     * @param digest what an approval binds to; null for what binds to nothing
     * @param plan digest under which the text of the plan is kept that was approved; null for none
     */
    record PersonAsked(
            String path,
            String kind,
            String question,
            List<String> from,
            int quorum,
            @Nullable Instant expires,
            @Nullable String standard,
            boolean comment,
            @Nullable String evidence,
            Map<String, @Nullable Object> form,
            Map<String, @Nullable Object> shown,
            @Nullable String digest,
            @Nullable String plan)
            implements JournalEntry {
        /** Copies what it is given. */
        public PersonAsked {
            from = List.copyOf(from);
            form = Data.copy(form);
            shown = Data.copy(shown);
        }
    }

    /** An entry by somebody who does not drive the run: it waits until the run's pen takes it into the chain. */
    sealed interface Posted extends JournalEntry {}

    /**
     * A person's answer to a {@link PersonAsked}.
     * @param answer {@code approved}, {@code rejected}, {@code filled_in} or {@code done}
     * @param values of a form, typed
     * @param evidence SHA-256 of the file that was handed in; null for none
     * @param digest what the person saw when approving; null for other answers
     */
    record Answered(
            String path,
            String answer,
            String actor,
            @Nullable String comment,
            Map<String, @Nullable Object> values,
            @Nullable String evidence,
            @Nullable String digest,
            Instant at)
            implements Posted {
        /** Copies the values. */
        public Answered {
            values = Data.copy(values);
        }
    }

    /** A person wants the run to stop: {@code now} without letting the step under way finish. */
    record CancelRequested(
            String actor, boolean now, @Nullable String reason) implements Posted {}

    /** What was approved is not what would be done now: all approvals so far are void. */
    record ApprovalVoided(String path, String digest, List<String> differences) implements JournalEntry {
        /** Copies the list. */
        public ApprovalVoided {
            differences = List.copyOf(differences);
        }
    }

    /** An answer does not count, and {@code why}: its question waits as if it had not come. */
    record AnswerRefused(String path, String actor, Instant at, String why) implements JournalEntry {}

    /** A person settles a step whose outcome is not known: {@code retry}, {@code skip} or {@code done}. */
    record StepDecided(
            String path,
            String decision,
            String actor,
            @Nullable String reason) implements JournalEntry {}

    /** A failed step whose group's rescue ended well. */
    record StepRescued(String path) implements JournalEntry {}

    /** The run stands still, {@code waiting} or {@code unknown}; it goes on by itself when {@code due}, else a person carries it on. */
    record RunPaused(
            String state,
            String why,
            @Nullable String path,
            @Nullable Instant due) implements JournalEntry {}

    /** The process that drove the run is gone, as a later command noticed; or it gave up and wrote so itself, noticed by nobody (empty). */
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

    /** A called runbook as it was when the run began: its name, where it came from, digests of its text and script files. */
    record Pinned(String runbook, String source, String definition, Map<String, String> files) {
        /** Copies the map. */
        public Pinned {
            files = Data.copy(files);
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
