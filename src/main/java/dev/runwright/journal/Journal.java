package dev.runwright.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The store of all runs. One writer a run; any number of readers. Thread-safe. */
public interface Journal extends AutoCloseable {
    /**
     * Begins a run: its first entry, its locks and its lease in one transaction.
     *
     * @throws LockedException if another run holds one of the locks; nothing is written then
     */
    RunWriter begin(String run, JournalEntry.RunStarted first);

    /** Begins a run that has none of its locks yet: it waits for them before anything is done. */
    RunWriter beginUnlocked(String run, JournalEntry.RunStarted first);

    /**
     * Takes over a run that nobody drives any more, with a higher fencing token: an older writer cannot write again.
     *
     * @param alive whether a process may still run; one of another host counts as alive until its lease is past
     * @throws DrivenException if a process that is alive holds the run's lease, and the lease is not past
     */
    RunWriter takeOver(String run, JournalEntry.ProcessMark process, Predicate<JournalEntry.ProcessMark> alive);

    /** Leaves an entry for whoever drives the run; it is in the chain once that one has taken it. */
    void post(String run, JournalEntry.Posted entry);

    /** Who drives which run now, or did so last and did not give it back. */
    List<Lease> leases();

    /**
     * All entries of a run in order.
     *
     * @throws JournalException if there is no such run
     */
    List<Recorded> read(String run);

    /** The ids of all runs in the order of their beginning. */
    List<String> runs();

    /** The ids of the runs that ended, at most so many, the one that began last first. */
    List<String> newestEnded(int most);

    /** The ids of the runs whose first entry has that text in it as it is written there, in the order of their beginning. */
    List<String> runsNaming(String text);

    /** Those that have not ended, in the order of their beginning. */
    List<String> open();

    /** The same runs, each with what tells whether something has happened to it. */
    List<Stand> standing();

    /**
     * The entries that begin, pause or end a run.
     *
     * @throws JournalException if there is no such run
     */
    List<Recorded> milestones(String run);

    /** The runs that were taken back, in part at least, each with the runs that did so in the order of their beginning. */
    Map<String, List<String>> undoing();

    /** The runs that may have changed something with a way back; surely all others have not. */
    Set<String> changing();

    /**
     * The first entry of a run, and those of its steps that may have changed something with a way back, without outputs kept apart.
     *
     * @throws JournalException if there is no such run
     */
    List<Recorded> changes(String run);

    /** The locks held now. */
    List<HeldLock> locks();

    /** Gives back the locks of a run. */
    void unlock(String run);

    /** Keeps a text under its SHA-256 and gives that. */
    String keep(String text);

    /** A text that was kept; empty if there is none under that digest. */
    Optional<String> kept(String digest);

    /** The outputs of steps that are kept apart from their entries, by run; one of several runs comes once for each. */
    List<KeptOutput> outputs();

    /** Of {@link #outputs}, those that belong to these runs and to no other: what {@link #drop} would drop. */
    List<KeptOutput> outputsOnlyOf(Set<String> runs);

    /**
     * Drops the outputs kept apart of these runs, their bytes too, unless another run has the same; entries and hashes stay, and the
     * ledger says what was dropped.
     *
     * @return what was dropped
     */
    List<KeptOutput> drop(Set<String> runs, String actor);

    /**
     * Writes a copy of the whole store as it is now; runs may go on meanwhile.
     *
     * @param file where there is none yet
     */
    void copyTo(Path file) throws IOException;

    /**
     * Fills this store, which has never had a run, with such a copy.
     *
     * @throws JournalException if it had one; nothing is written then
     */
    void fill(Path file);

    /** Where the store is, and what is wrong with it. */
    Health health();

    /** The openings of schedules. */
    ScheduleBook schedules();

    /** The processes that serve. */
    NodeBook nodes();

    /** Writes into the ledger what a person did outside any run. */
    void act(Act act);

    /** What persons did outside any run, oldest first. */
    List<Act> acts();

    /** The entries as they are stored, for the audit: nothing is believed. */
    Chains chains();

    @Override
    void close();

    /** A run, the process that drives it, and until when that is believed without another sign of life. */
    record Lease(String run, JournalEntry.ProcessMark process, Instant until) {}

    /**
     * Where a run stands.
     *
     * @param sequence of its newest entry
     * @param posted whether something was posted that nobody has taken yet
     */
    record Stand(String run, long sequence, boolean posted) {}

    /** An output of a run that is kept under its digest, and how long its text is in characters. */
    record KeptOutput(String run, String digest, int length) {}

    /** Where a store is, for people, and what is wrong with it: a sentence each. */
    record Health(String where, List<String> troubles) {
        /** Copies the list. */
        public Health {
            troubles = List.copyOf(troubles);
        }
    }

    /** A lock and who holds it. */
    record HeldLock(String name, String run) {}
}
