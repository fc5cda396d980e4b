package dev.runwright.store;

import dev.runwright.journal.EntryCodec;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Posted;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.Ledger;
import dev.runwright.journal.RunWriter;
import dev.runwright.value.Digest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pen of one run. Each commit names the fencing token and the sequence number that it goes on from: if another process has taken
 * the run over, no row fits and nothing is written. What a failed commit should have written is never written later: its effects were
 * not allowed either.
 */
final class SqlRunWriter implements RunWriter {
    private final SqlJournal journal;
    private final LeaseTable leases;
    private final String run;
    private final long token;
    private final List<Waiting> waiting = new ArrayList<>();
    private Tip tip;

    /** Nobody else can have the run before; never later than what the store says. */
    private volatile Instant leased;

    /** What has stopped this pen. */
    private @Nullable JournalException failure;

    private boolean closed;

    SqlRunWriter(SqlJournal journal, String run, long token, Tip tip) {
        this.journal = journal;
        this.leases = journal.leaseTable();
        this.run = run;
        this.token = token;
        this.tip = tip;
        this.leased = leases.end();
    }

    /** A run's newest entry. */
    record Tip(long sequence, String hash) {
        /** Before the first entry. */
        static final Tip NONE = new Tip(0, "");
    }

    private record Waiting(JournalEntry entry, Instant time) {}

    @Override
    public String run() {
        return run;
    }

    @Override
    public synchronized void append(JournalEntry entry) {
        waiting.add(new Waiting(entry, journal.clock().instant()));
    }

    @Override
    public synchronized void commit() {
        if (!waiting.isEmpty()) {
            save(() -> write(waiting));
        }
    }

    @Override
    public synchronized void confirm() {
        guarded(() -> leases.confirm(run, token));
    }

    @Override
    public synchronized void lock(List<String> names, @Nullable String from) {
        guarded(() -> journal.database().write(() -> {
            leases.extend(run, token);
            journal.take(run, names, from);
            return tip;
        }));
    }

    @Override
    public synchronized void anchor(boolean unlock) {
        save(() -> {
            Tip written = write(waiting);
            anchor(written);
            if (unlock) {
                journal.database().update("DELETE FROM held_lock WHERE run = ?", run);
            }
            return written;
        });
    }

    /** Writes the first entry of a new run, inside the caller's transaction; the pen is used only if that is committed. */
    void begin(JournalEntry first) throws SQLException {
        tip = write(List.of(new Waiting(first, journal.clock().instant())));
        anchor(tip);
    }

    private void save(Database.Work<Tip> work) {
        Instant end = leases.end();
        tip = guarded(() -> journal.database().write(work));
        leased = end;
        waiting.clear();
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (JournalException e) {
            failure = e;
            throw e;
        }
    }

    private Tip write(List<Waiting> entries) throws SQLException {
        Database database = journal.database();
        leases.advance(run, token, tip.sequence(), tip.sequence() + entries.size());
        Tip next = tip;
        for (Waiting one : entries) {
            JournalEntry entry = journal.apart().put(one.entry());
            long sequence = next.sequence() + 1;
            String text = EntryCodec.write(run, sequence, one.time(), next.hash(), entry);
            next = new Tip(sequence, Digest.sha256(text));
            database.update(
                    "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
                    run,
                    sequence,
                    EntryCodec.type(entry),
                    text,
                    next.hash());
        }
        return next;
    }

    private void anchor(Tip written) throws SQLException {
        Instant now = journal.clock().instant();
        journal.ledger()
                .append((sequence, previous) ->
                        new Ledger.Line(sequence, now, previous, run, written.sequence(), written.hash()).write());
    }

    /**
     * As long as the lease lasts nobody else can take the run over: a database that does not answer for a moment stops nothing yet.
     * What is to be done next needs a commit first.
     */
    @Override
    public synchronized List<Posted> renew() {
        if (failure != null && failure.isPassing()) {
            throw failure; // the database is not waited for once more
        }
        try {
            if (journal.isPosted(run)) {
                return takePosted();
            }
            if (leases.isDue(run, token)) {
                Instant end = leases.end();
                journal.database().change(() -> leases.extend(run, token));
                leased = end;
            }
            return List.of();
        } catch (JournalException e) {
            if (failure == null && e.isPassing() && journal.clock().instant().isBefore(leased)) {
                return List.of();
            }
            failure = e;
            throw e;
        }
    }

    /** Asks no database: one that does not answer is what it is about. */
    @Override
    public Instant leased() {
        return leased;
    }

    private List<Posted> takePosted() {
        List<Posted> taken = new ArrayList<>();
        save(() -> {
            taken.addAll(journal.takePosted(run));
            List<Waiting> all = new ArrayList<>(waiting);
            Instant now = journal.clock().instant();
            taken.forEach(entry -> all.add(new Waiting(entry, now)));
            return write(all);
        });
        return List.copyOf(taken);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (failure != null && failure.isPassing()) {
            return; // a store that does not answer is not waited for again: the lease ends by itself
        }
        try {
            journal.database().change(() -> {
                if (!waiting.isEmpty() && failure == null) {
                    write(waiting);
                }
                leases.giveBack(run, token);
            });
        } catch (JournalException e) {
            if (failure == null) {
                throw e;
            }
        }
    }
}
