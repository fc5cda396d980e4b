package dev.runwright.store;

import dev.runwright.journal.JournalException;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of the store, written once for both dialects ({@code $text}, {@code $long}, {@code $serial} and {@code $bare} are each
 * one's own words), and how those of an older version become those of this one.
 */
final class Schema {
    /** The version of the tables. */
    static final int VERSION = 3;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE entry (run $text NOT NULL, seq $long NOT NULL, type $text NOT NULL, text $text NOT NULL,"
                    + " hash $text NOT NULL, PRIMARY KEY (run, seq))",
            "CREATE TABLE ledger (seq $long PRIMARY KEY, text $text NOT NULL, hash $text NOT NULL)",
            "CREATE TABLE kept (digest $text PRIMARY KEY, text $text NOT NULL)",
            "CREATE TABLE lease (run $text PRIMARY KEY, token $long NOT NULL, seq $long NOT NULL, host $text, pid $long,"
                    + " started $text, until $long)$bare",
            "CREATE TABLE held_lock (name $text PRIMARY KEY, run $text NOT NULL)$bare");

    /** What came with version 2. */
    private static final String POSTED = "CREATE TABLE posted (seq $serial, run $text NOT NULL, text $text NOT NULL)";

    /** What came with version 3. Times are in milliseconds. */
    private static final List<String> SCHEDULES_AND_NODES = List.of(
            "CREATE TABLE firing (schedule $text NOT NULL, opening $long NOT NULL, claimed $long NOT NULL, node $text NOT NULL,"
                    + " outcome $text NOT NULL, run $text, why $text, PRIMARY KEY (schedule, opening))$bare",
            "CREATE INDEX unsettled ON firing (claimed) WHERE outcome = 'CLAIMED'",
            "CREATE TABLE paused (schedule $text PRIMARY KEY, actor $text NOT NULL, reason $text, since $long NOT NULL)$bare",
            "CREATE TABLE node (id $text PRIMARY KEY, host $text NOT NULL, pid $long NOT NULL, started $long NOT NULL,"
                    + " seen $long NOT NULL, version $text NOT NULL, draining $long NOT NULL, address $text NOT NULL)$bare");

    /** Version 1, which only SQLite has had, knew no holder of a lease: who began a run that has not ended or paused drives it. */
    private static final List<String> FROM_FIRST = List.of(
            "ALTER TABLE lease ADD COLUMN host TEXT",
            "ALTER TABLE lease ADD COLUMN pid INTEGER",
            "ALTER TABLE lease ADD COLUMN started TEXT",
            "ALTER TABLE lease ADD COLUMN until INTEGER",
            "UPDATE lease SET (host, pid, started, until) = (SELECT json_extract(text, '$.process.host'),"
                    + " json_extract(text, '$.process.pid'), json_extract(text, '$.process.started'), 0 FROM entry"
                    + " WHERE entry.run = lease.run AND seq = 1) WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.run = lease.run"
                    + " AND type IN ('run_paused', 'run_interrupted', 'run_ended'))",
            "DROP INDEX IF EXISTS milestone");

    private final Database database;
    private final Dialect dialect;
    private final Conditions conditions;

    Schema(Database database) {
        this.database = database;
        this.dialect = database.dialect();
        this.conditions = database.conditions();
    }

    /**
     * Makes the tables, or brings those of an older version to this one, all in one transaction.
     *
     * @throws JournalException if a newer program made them, or the migration fails: then they are as they were
     */
    void prepare() {
        int version = version();
        if (version > VERSION) {
            throw JournalException.newerStore(dialect.name(), version, VERSION);
        }
        if (version == 0) {
            change(0);
        } else if (version < VERSION) {
            dialect.migrate(database, version, () -> change(version));
        }
    }

    /** False if another process has done it meanwhile. */
    private boolean change(int from) {
        return database.write(() -> {
            if (version() != from) {
                return false;
            }
            if (from < 2) {
                run(from == 0 ? TABLES : FROM_FIRST);
                run(List.of(POSTED));
                run(indexes());
            }
            run(SCHEDULES_AND_NODES);
            dialect.version(database.transaction(), VERSION);
            return true;
        });
    }

    /** The first stores of version 1 had none of them. */
    private List<String> indexes() {
        return List.of(
                "CREATE INDEX milestone ON entry (run, seq) WHERE " + Conditions.MILESTONE,
                "CREATE INDEX IF NOT EXISTS takes_back ON entry (run, seq) WHERE " + conditions.takesBack(),
                "CREATE INDEX changes ON entry (run) WHERE " + conditions.changes(),
                "CREATE INDEX apart ON entry (run, seq) WHERE " + conditions.apart());
    }

    private void run(List<String> statements) throws SQLException {
        for (String statement : statements) {
            database.execute(dialect.inWords(statement));
        }
    }

    private int version() {
        return database.with(dialect::version);
    }
}
