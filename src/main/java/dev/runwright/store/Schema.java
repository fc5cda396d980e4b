package dev.runwright.store;

import dev.runwright.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The tables of the store and how those of an older version become those of this one. */
final class Schema {
    /** The version of the tables. */
    static final int VERSION = 3;

    /** Entries that begin, pause, resume or end a run. */
    static final String MILESTONE =
            "type IN ('run_started', 'run_paused', 'run_resumed', 'run_interrupted', 'run_ended')";

    /** Steps that take back steps of another run. */
    static final String TAKES_BACK = "type = 'step_started' AND instr(text, '\"undoes\":') > 0";

    /** Entries of steps that may have changed something with a way back. */
    static final String CHANGES =
            "type = 'change_sent' OR (type = 'step_started' AND instr(text, '\"undo\":\"steps\"') > 0)";

    /** Entries whose output is kept apart. */
    static final String APART = "type IN ('step_ended', 'change_returned') AND instr(text, '\"kept\":\"') > 0";

    /** Lines of the ledger that anchor no run. */
    static final String ACT = "instr(text, '\"run_hash\":') = 0";

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final String MILESTONES = "CREATE INDEX milestone ON entry (run, seq) WHERE " + MILESTONE;

    private static final String TAKING_BACK =
            "CREATE INDEX IF NOT EXISTS takes_back ON entry (run, seq) WHERE " + TAKES_BACK;

    /** What came with version 2. */
    private static final List<String> SECOND_ONLY = List.of(
            "CREATE TABLE posted (seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, text TEXT NOT NULL)",
            "CREATE INDEX changes ON entry (run) WHERE " + CHANGES,
            "CREATE INDEX apart ON entry (run, seq) WHERE " + APART);

    /** What came with version 3. Times are in milliseconds. */
    private static final List<String> THIRD_ONLY = List.of(
            "CREATE TABLE firing (schedule TEXT NOT NULL, opening INTEGER NOT NULL, claimed INTEGER NOT NULL, node TEXT NOT NULL,"
                    + " outcome TEXT NOT NULL, run TEXT, why TEXT, PRIMARY KEY (schedule, opening)) WITHOUT ROWID",
            "CREATE INDEX unsettled ON firing (claimed) WHERE outcome = 'CLAIMED'",
            "CREATE TABLE paused (schedule TEXT PRIMARY KEY, actor TEXT NOT NULL, reason TEXT, since INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE node (id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, started INTEGER NOT NULL,"
                    + " seen INTEGER NOT NULL, version TEXT NOT NULL, draining INTEGER NOT NULL, address TEXT NOT NULL) WITHOUT ROWID",
            "PRAGMA user_version = 3");

    private static final List<String> TABLES = List.of(
            "CREATE TABLE entry (run TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL,"
                    + " PRIMARY KEY (run, seq))",
            MILESTONES,
            TAKING_BACK,
            "CREATE TABLE ledger (seq INTEGER PRIMARY KEY, text TEXT NOT NULL, hash TEXT NOT NULL)",
            "CREATE TABLE kept (digest TEXT PRIMARY KEY, text TEXT NOT NULL)",
            "CREATE TABLE lease (run TEXT PRIMARY KEY, token INTEGER NOT NULL, seq INTEGER NOT NULL, host TEXT, pid INTEGER,"
                    + " started TEXT, until INTEGER) WITHOUT ROWID",
            "CREATE TABLE held_lock (name TEXT PRIMARY KEY, run TEXT NOT NULL) WITHOUT ROWID");

    /** Version 1 had no holder of a lease: who began a run that has not ended or paused drives it, or did so last. */
    private static final String LEFT_OPEN =
            "UPDATE lease SET (host, pid, started, until) = (SELECT json_extract(text, '$.process.host'),"
                    + " json_extract(text, '$.process.pid'), json_extract(text, '$.process.started'), 0 FROM entry"
                    + " WHERE entry.run = lease.run AND seq = 1) WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.run = lease.run"
                    + " AND type IN ('run_paused', 'run_interrupted', 'run_ended'))";

    /** The first stores of version 1 had no indexes. */
    private static final List<String> FROM_FIRST = List.of(
            "DROP INDEX IF EXISTS milestone",
            MILESTONES,
            TAKING_BACK,
            "ALTER TABLE lease ADD COLUMN host TEXT",
            "ALTER TABLE lease ADD COLUMN pid INTEGER",
            "ALTER TABLE lease ADD COLUMN started TEXT",
            "ALTER TABLE lease ADD COLUMN until INTEGER",
            LEFT_OPEN);

    private final Database database;
    private final Path file;
    private final Clock clock;

    Schema(Database database, Path file, Clock clock) {
        this.database = database;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Makes the tables, or brings those of an older version to this one: a copy first, then all in one transaction.
     *
     * @throws JournalException if a newer program made them, or the migration fails: then they are as they were
     */
    void prepare() {
        int version = version();
        if (version > VERSION) {
            throw JournalException.newerStore(database.name(), version, VERSION);
        }
        if (version == 0) {
            change(0);
        } else if (version < VERSION) {
            migrate(version);
        }
    }

    private void migrate(int version) {
        Path copy = unused(file.getFileName() + ".v" + version + "-" + SECOND.format(clock.instant()));
        try {
            database.copyTo(copy);
            if (!change(version)) {
                Files.delete(copy); // another process was faster, and has a copy of its own
            }
        } catch (JournalException | IOException e) {
            throw JournalException.notMigrated(
                    database.name(), version, VERSION, onlyOne(copy, version).toString(), e);
        }
    }

    /** The copy under the one name of those whose migration failed; it takes the place of an earlier try's. */
    private Path onlyOne(Path copy, int version) {
        Path only = file.resolveSibling(file.getFileName() + ".v" + version + "-not-migrated");
        try {
            return Files.exists(copy) ? Files.move(copy, only, StandardCopyOption.REPLACE_EXISTING) : only;
        } catch (IOException e) {
            return copy;
        }
    }

    private Path unused(String name) {
        Path free = file.resolveSibling(name);
        for (int number = 2; Files.exists(free); number++) {
            free = file.resolveSibling(name + "-" + number);
        }
        return free;
    }

    /** False if another process has done it meanwhile. */
    private boolean change(int from) {
        return database.write(() -> {
            if (version() != from) {
                return false;
            }
            if (from < 2) {
                run(from == 0 ? TABLES : FROM_FIRST);
                run(SECOND_ONLY);
            }
            run(THIRD_ONLY);
            return true;
        });
    }

    private void run(List<String> statements) throws SQLException {
        for (String statement : statements) {
            database.execute(statement);
        }
    }

    private int version() {
        return database.query(row -> row.getInt(1), "PRAGMA user_version").get(0);
    }
}
