package dev.runwright.store;

import dev.runwright.journal.DrivenException;
import dev.runwright.journal.Journal.Lease;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who drives which run. The fencing token goes up with every holder, so that an older one finds no row that fits; the time only says
 * when nobody needs to wait for a holder any more. All changes are made inside the caller's transaction. Thread-safe.
 */
final class LeaseTable {
    /** How long a holder is believed without a sign of life. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** The condition for leases of runs that may not have ended: the lease of one that has is given back with an end before all time. */
    static final String OPEN = "coalesce(until, 0) >= 0";

    private static final String HELD = "run = ? AND token = ? AND host IS NOT NULL";

    private static final String LEASED = "SELECT run, host, pid, started, until FROM lease WHERE ";

    private final Database database;
    private final Clock clock;

    LeaseTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The first lease of a new run, with token 1. */
    void begin(String run, ProcessMark process) throws SQLException {
        database.update(
                "INSERT INTO lease (run, token, seq, host, pid, started, until) VALUES (?, 1, 0, ?, ?, ?, ?)",
                run,
                process.host(),
                process.pid(),
                process.started().toString(),
                until());
    }

    /**
     * Takes a lease that nobody holds any more.
     *
     * @param sequence the run's newest entry
     * @return the new token
     */
    long takeOver(String run, ProcessMark process, Predicate<ProcessMark> alive, long sequence) throws SQLException {
        for (Lease held : database.query(LeaseTable::lease, LEASED + "run = ? AND host IS NOT NULL", run)) {
            if (!held.until().isBefore(clock.instant()) && alive.test(held.process())) {
                throw new DrivenException(run, held.process(), held.until());
            }
        }
        database.update(
                "UPDATE lease SET token = token + 1, seq = ?, host = ?, pid = ?, started = ?, until = ? WHERE run = ?",
                sequence,
                process.host(),
                process.pid(),
                process.started().toString(),
                until(),
                run);
        return database.query(row -> row.getLong(1), "SELECT token FROM lease WHERE run = ?", run)
                .get(0);
    }

    /** Goes on from entry {@code from} to {@code to} and extends the lease. */
    void advance(String run, long token, long from, long to) throws SQLException {
        own(
                run,
                database.update(
                        "UPDATE lease SET seq = ?, until = ? WHERE " + HELD + " AND seq = ?",
                        to,
                        until(),
                        run,
                        token,
                        from));
    }

    /** Extends the lease. */
    void extend(String run, long token) throws SQLException {
        own(run, database.update("UPDATE lease SET until = ? WHERE " + HELD, until(), run, token));
    }

    /**
     * Says that the lease is still this holder's.
     *
     * @return its end, in milliseconds since 1970
     */
    long confirm(String run, long token) {
        List<Long> until = database.query(row -> row.getLong(1), "SELECT until FROM lease WHERE " + HELD, run, token);
        own(run, until.size());
        return until.get(0);
    }

    /** Whether the lease should be extended: little is left, or more than there can be, since a clock was set. */
    boolean isDue(String run, long token) {
        long left = confirm(run, token) - clock.millis();
        return left <= LEASE.toMillis() / 3 || left > LEASE.toMillis();
    }

    /** Gives the lease back, if it is still this holder's. */
    void giveBack(String run, long token) throws SQLException {
        database.update(
                "UPDATE lease SET host = NULL, pid = NULL, started = NULL, until = CASE WHEN EXISTS (SELECT 1 FROM entry"
                        + " WHERE entry.run = lease.run AND " + RunQueries.END + ") THEN -1 END WHERE " + HELD,
                run,
                token);
    }

    List<Lease> held() {
        return database.query(LeaseTable::lease, LEASED + "host IS NOT NULL ORDER BY run");
    }

    private static Lease lease(ResultSet row) throws SQLException {
        ProcessMark process =
                new ProcessMark(row.getString("host"), row.getLong("pid"), Instant.parse(row.getString("started")));
        return new Lease(row.getString("run"), process, Instant.ofEpochMilli(row.getLong("until")));
    }

    private long until() {
        return end().toEpochMilli();
    }

    /** The end of a lease that is taken or extended now. */
    Instant end() {
        return clock.instant().plus(LEASE);
    }

    private static void own(String run, int rows) {
        if (rows != 1) {
            throw JournalException.leaseLost(run);
        }
    }
}
