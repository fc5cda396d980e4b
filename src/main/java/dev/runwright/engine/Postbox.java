package dev.runwright.engine;

import dev.runwright.journal.DrivenException;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Posted;
import dev.runwright.journal.RunWriter;

/** Leaves entries of people for runs. Stateless but for its journal. */
public final class Postbox {
    private final Journal journal;
    private final RunIdentity identity;

    /** A postbox of this process. */
    public Postbox(Journal journal, RunIdentity identity) {
        this.journal = journal;
        this.identity = identity;
    }

    /**
     * Leaves an entry, and puts it into the chain if nobody drives the run.
     *
     * @return whether a living process drives the run and takes the entry itself
     * @throws dev.runwright.journal.JournalException if there is no such run, or it cannot be written
     */
    public boolean post(String run, Posted entry) {
        journal.post(run, entry);
        try (RunWriter writer = journal.takeOver(run, identity.process(), identity.alive())) {
            writer.renew();
            return false;
        } catch (DrivenException e) {
            return true;
        }
    }
}
