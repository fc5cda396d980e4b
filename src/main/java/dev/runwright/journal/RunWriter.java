package dev.runwright.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pen of one run, held by the one process that drives it for as long as it renews its lease. Entries appended are in the journal once {@link #commit()} has
 * returned; an effect never precedes its own commit. Thread-safe.
 */
public interface RunWriter extends AutoCloseable {
    /** The run. */
    String run();

    /** Appends an entry; it may wait for the next commit. */
    void append(JournalEntry entry);

    /**
     * Makes everything appended durable.
     *
     * @throws JournalException if that fails; then nothing of it was written and nothing may be done
     */
    void commit();

    /**
     * The last look before an effect: a process that stood still since its commit may have lost the run meanwhile.
     *
     * @throws JournalException if another process drives the run now, or the store does not say
     */
    void confirm();

    /**
     * Takes more locks.
     *
     * @param from the run that may hold them and gives them up; null for none
     * @throws LockedException if another run holds one of them; nothing is taken then
     */
    void lock(List<String> names, @Nullable String from);

    /** Commits, and anchors the run's chain in the ledger: for an end or a pause. Locks are given back if {@code unlock}. */
    void anchor(boolean unlock);

    /**
     * Says that this process still drives the run, and takes what others posted into the chain, durable at once.
     *
     * @return what was posted, oldest first
     * @throws JournalException if another process drives the run now
     */
    List<JournalEntry.Posted> renew();

    /** Until when nobody else can have the run, as far as is known without asking; never later than what the journal says. */
    Instant leased();

    /** Makes everything durable and gives the run back, so that another process may drive it. */
    @Override
    void close();
}
