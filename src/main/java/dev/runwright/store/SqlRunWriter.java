package dev.runwright.store;

import dev.runwright.journal.EntryCodec;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.Ledger;
import dev.runwright.journal.RunWriter;
import dev.runwright.value.Digest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pen of one run. Each commit names the fencing token and the sequence number that it goes on from: if another process has taken
 * the run over, no row fits and nothing is written.
 */
final class SqlRunWriter implements RunWriter {
    private final SqlJournal journal;
    private final String run;
    private final long token;
    private final List<JournalEntry> waiting = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private long sequence;
    private String hash;

    SqlRunWriter(SqlJournal journal, String run, long token, long sequence, String hash) {
        this.journal = journal;
        this.run = run;
        this.token = token;
        this.sequence = sequence;
        this.hash = hash;
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public void append(JournalEntry entry) {
        waiting.add(entry);
        times.add(journal.clock().instant());
    }

    @Override
    public void commit() {
        if (!waiting.isEmpty()) {
            journal.database().change(() -> {
                write(false);
            });
        }
    }

    @Override
    public void lock(List<String> names, @Nullable String from) {
        journal.database().change(() -> journal.take(run, names, from));
    }

    @Override
    public void anchor(boolean unlock) {
        journal.database().change(() -> {
            write(true);
            if (unlock) {
                journal.database().update("DELETE FROM held_lock WHERE run = ?", run);
            }
        });
    }

    /** Writes what waits, inside the caller's transaction. */
    void write(boolean anchored) throws SQLException {
        Database database = journal.database();
        long next = sequence;
        String last = hash;
        for (int i = 0; i < waiting.size(); i++) {
            JournalEntry entry = waiting.get(i);
            String text = EntryCodec.write(run, ++next, times.get(i), last, entry);
            last = Digest.sha256(text);
            database.update("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", run, next, EntryCodec.type(entry), text, last);
        }
        int rows = database.update(
                "UPDATE lease SET seq = ? WHERE run = ? AND token = ? AND seq = ?", next, run, token, sequence);
        if (rows != 1) {
            throw JournalException.leaseLost(run);
        }
        if (anchored) {
            anchor(next, last);
        }
        sequence = next;
        hash = last;
        waiting.clear();
        times.clear();
    }

    private void anchor(long runSequence, String runHash) throws SQLException {
        Database database = journal.database();
        List<String> head = database.query(
                row -> row.getLong(1) + " " + row.getString(2),
                "SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1");
        String[] previous =
                head.isEmpty() ? new String[] {"0", ""} : head.get(0).split(" ", -1);
        long next = Long.parseLong(previous[0]) + 1;
        String text = new Ledger.Line(next, journal.clock().instant(), previous[1], run, runSequence, runHash).write();
        database.update("INSERT INTO ledger VALUES (?, ?, ?)", next, text, Digest.sha256(text));
    }

    @Override
    public List<JournalEntry.Posted> renew() {
        return List.of();
    }

    @Override
    public void close() {
        commit();
    }
}
