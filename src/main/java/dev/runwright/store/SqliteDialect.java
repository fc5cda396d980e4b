package dev.runwright.store;

import dev.runwright.journal.Journal.Health;
import dev.runwright.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.sqlite.JDBC;

/**
 * One SQLite file with one connection: write-ahead log, {@code synchronous=FULL}, one writer at a time, so that what is committed
 * survives a power cut.
 */
final class SqliteDialect implements Dialect {
    /** SQLite's primary result codes (SQLite documentation, "Result Codes"). */
    private static final int BUSY = 5;

    private static final int FULL = 13;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Clock clock;
    private final Session session;

    private SqliteDialect(Path file, Clock clock, Session session) {
        this.file = file;
        this.clock = clock;
        this.session = session;
    }

    /** Opens the database in a file; makes it if it is not there. Without the driver manager, which would load all drivers. */
    static Database open(Path file, Clock clock) {
        try {
            Session session = new Session(JDBC.createConnection("jdbc:sqlite:" + file, new Properties()));
            try {
                for (String setting : List.of(
                        "busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")) {
                    session.execute("PRAGMA " + setting);
                }
                return new Database(new SqliteDialect(file, clock, session));
            } catch (SQLException e) {
                session.forget(e);
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw trouble(file.toString(), e);
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Session open() {
        return session;
    }

    @Override
    public void giveBack(Session given) {
        // there is only the one
    }

    @Override
    public Session begin() throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        return session;
    }

    @Override
    public void commit(Session given) throws SQLException {
        given.execute("COMMIT");
    }

    @Override
    public void rollBack(Session given) throws SQLException {
        given.execute("ROLLBACK");
    }

    @Override
    public JournalException trouble(SQLException e) {
        return trouble(name(), e);
    }

    private static JournalException trouble(String name, SQLException e) {
        int code = e.getErrorCode() & 0xff;
        if (code == FULL) {
            return JournalException.full(name, e);
        }
        return code == BUSY ? JournalException.busy(name, e) : JournalException.broken(name, e);
    }

    @Override
    public String holds(String expression) {
        return "instr(text, " + expression + ") > 0";
    }

    @Override
    public String member(String path) {
        return "json_extract(text, '$." + path + "')";
    }

    @Override
    public String inWords(String statement) {
        return statement
                .replace("$text", "TEXT")
                .replace("$long", "INTEGER")
                .replace("$serial", "INTEGER PRIMARY KEY AUTOINCREMENT")
                .replace("$bare", " WITHOUT ROWID");
    }

    @Override
    public int version(Session given) throws SQLException {
        return given.query(row -> row.getInt(1), "PRAGMA user_version").get(0);
    }

    @Override
    public void version(Session given, int version) throws SQLException {
        given.execute("PRAGMA user_version = " + version);
    }

    @Override
    public void migrate(Database database, int version, BooleanSupplier migration) {
        Path copy = unused(file.getFileName() + ".v" + version + "-" + SECOND.format(clock.instant()));
        try {
            database.copyTo(copy);
            if (!migration.getAsBoolean()) {
                Files.delete(copy); // another process was faster, and has a copy of its own
            }
        } catch (JournalException | IOException e) {
            throw JournalException.notMigrated(
                    name(), version, Schema.VERSION, onlyOne(copy, version).toString(), e);
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

    @Override
    public void copyTo(Database database, Path copy) throws IOException, SQLException {
        makeOwn(copy);
        try {
            session.release();
            session.execute("VACUUM INTO ?", copy.toString());
        } catch (SQLException e) {
            session.forget(e);
            Files.delete(copy);
            throw e;
        }
        try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    /** Makes an empty file that is its owner's alone. */
    static void makeOwn(Path file) throws IOException {
        Files.createFile(file);
        PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (rights != null) {
            rights.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Override
    public void compact(Session given) throws SQLException {
        given.release();
        given.execute("VACUUM");
        given.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    @Override
    public Health health(Session given) {
        return new Health(name(), List.of());
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
