package dev.runwright.engine;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.LocksTaken;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.RunWriter;
import dev.runwright.model.Runbook;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a whole run: nothing of it is done before it holds them. A run that may wait for them is in the journal from the
 * beginning.
 *
 * @param held whether it holds them already
 */
record RunLock(RunWriter writer, List<String> names, boolean held) implements AutoCloseable {
    /**
     * Begins a run, with its locks if they are free.
     *
     * @throws LockedException if another run holds one and this one does not wait; nothing is written then
     */
    static RunLock begin(Journal journal, String run, RunStarted first, boolean waits) {
        try {
            return new RunLock(journal.begin(run, first), first.locks(), true);
        } catch (LockedException e) {
            if (!waits) {
                throw e;
            }
            return new RunLock(journal.beginUnlocked(run, first), first.locks(), false);
        }
    }

    /**
     * Takes the locks of a run that is to go on, if they are not its own still.
     *
     * @param runbook is looked at only if another run holds one
     * @throws LockedException if another run holds one and this one does not wait
     */
    static RunLock again(RunWriter writer, RunStarted first, Supplier<Runbook> runbook) {
        try {
            writer.lock(first.locks(), null);
            return new RunLock(writer, first.locks(), true);
        } catch (LockedException e) {
            if (first.mode().equals("undo") || !waits(runbook.get())) {
                throw e;
            }
            return new RunLock(writer, first.locks(), false);
        }
    }

    static boolean waits(Runbook runbook) {
        return runbook.lock() != null && runbook.lock().waits();
    }

    /** Waits until the locks are the run's; gives why it stands still or ends before, else null. */
    @Nullable Flow open(RunContext run) {
        boolean awaited = !held || run.history.awaitsLocks();
        LockedException other = held ? null : new LockWait(run, null, names).take(() -> !run.cancellation.requested());
        if (awaited && run.cancellation.requested()) {
            return Flow.Halted.of(
                    "cancelled", "", StepError.of(ErrorClass.UNKNOWN, "Cancelled while it waited for its lock."));
        }
        if (other != null) {
            return Flow.Halted.of("waiting", "", StepError.of(ErrorClass.CONFLICT, other.held()));
        }
        if (awaited) {
            run.record(new LocksTaken());
        }
        return null;
    }

    @Override
    public void close() {
        writer.close();
    }
}
