package dev.runwright.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.runwright.journal.Journal.Health;
import dev.runwright.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database that several processes share. Every write transaction locks the one row that states the version of the
 * tables: so there is one writer at a time, as in SQLite, and a program that is too old for the tables writes nothing. A writer that
 * stands still in the middle of a transaction is put out by the server, so that the others go on.
 */
final class PostgresDialect implements Dialect {
    /** How long a process waits for the database to come back, and for the writer before it. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration WRITER_AHEAD = Duration.ofSeconds(20);

    /** Within a lease a process that is cut off knows that it is. */
    private static final Duration SILENCE = Duration.ofSeconds(25);

    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    /** What each connection is told: an acknowledged commit is on the disk, and nobody holds up the others. */
    private static final String SETTINGS = "SELECT set_config('synchronous_commit', 'on', false)"
            + " WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');"
            + " SET idle_in_transaction_session_timeout = " + PATIENCE.toMillis()
            + "; SET lock_timeout = " + WRITER_AHEAD.toMillis();

    /** Keeps those apart who make the first table at the same time; the letters of "runwrigh" as a number. */
    private static final long FIRST = 0x72756e7772696768L;

    private final PostgresServer server;
    private final Clock clock;
    private final HikariDataSource pool;

    private PostgresDialect(PostgresServer server, Clock clock, HikariDataSource pool) {
        this.server = server;
        this.clock = clock;
        this.pool = pool;
    }

    /** Connects; makes the table of the version if there is none. */
    static Database open(PostgresServer server, Clock clock, Duration patience) {
        PostgresDialect dialect = new PostgresDialect(server, clock, connected(server, patience));
        try {
            dialect.makeVersion();
            return new Database(dialect);
        } catch (SQLException e) {
            dialect.close();
            throw dialect.trouble(e);
        }
    }

    private static HikariDataSource connected(PostgresServer server, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("runwright");
        config.setDataSource(source(server));
        config.setConnectionInitSql(SETTINGS);
        config.setMaximumPoolSize(2); // one to work with, one for a copy meanwhile
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause
                    ? PostgresTrouble.of(server.name(), cause)
                    : JournalException.unreachable(server.name(), e);
        }
    }

    private static PGSimpleDataSource source(PostgresServer server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setApplicationName("runwright");
        source.setTcpKeepAlive(true);
        if (!server.says("connectTimeout")) {
            source.setConnectTimeout((int) PATIENCE.toSeconds());
        }
        if (!server.says("socketTimeout")) {
            source.setSocketTimeout((int) SILENCE.toSeconds());
        }
        source.setUrl(server.url()); // what was set before counts more than what it says
        if (server.user() != null) {
            source.setUser(server.user());
        }
        if (server.password() != null) {
            source.setPassword(server.password().reveal());
        }
        return source;
    }

    private void makeVersion() throws SQLException {
        Session session = open();
        try {
            if (session.query(row -> row.getString(1), "SELECT to_regclass('store_version')::text")
                            .get(0)
                    != null) {
                return;
            }
            session.connection().setAutoCommit(false);
            session.execute("SELECT pg_advisory_xact_lock(?)", FIRST);
            session.execute("CREATE TABLE IF NOT EXISTS store_version (version BIGINT NOT NULL)");
            session.update("INSERT INTO store_version SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM store_version)");
            session.connection().commit();
        } finally {
            giveBack(session);
        }
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Session open() throws SQLException {
        return new Session(pool.getConnection());
    }

    /** What was not committed is rolled back. */
    @Override
    public void giveBack(Session session) throws SQLException {
        session.close();
    }

    /** A connection that turns out to be broken before anything was done is taken once more; the patience for one is not had twice. */
    @Override
    public Session begin() throws SQLException {
        Session first = open();
        try {
            return begun(first);
        } catch (SQLException e) {
            if (!PostgresTrouble.isConnection(e)) {
                throw e;
            }
            pool.getHikariPoolMXBean().softEvictConnections(); // as one is broken, all may be
            return begun(open());
        }
    }

    private Session begun(Session session) throws SQLException {
        try {
            session.connection().setAutoCommit(false);
            int version = session.query(row -> row.getInt(1), "SELECT version FROM store_version FOR UPDATE")
                    .get(0);
            if (version > Schema.VERSION) {
                throw JournalException.newerStore(name(), version, Schema.VERSION);
            }
            return session;
        } catch (SQLException | JournalException e) {
            giveBack(session);
            throw e;
        }
    }

    @Override
    public void commit(Session session) throws SQLException {
        session.connection().commit();
    }

    @Override
    public void rollBack(Session session) throws SQLException {
        session.connection().rollback();
    }

    @Override
    public JournalException trouble(SQLException e) {
        return PostgresTrouble.of(name(), e);
    }

    @Override
    public String holds(String expression) {
        return "strpos(text, " + expression + ") > 0";
    }

    @Override
    public String member(String path) {
        return "(text::json #>> '{" + path.replace('.', ',') + "}')";
    }

    /** Texts are compared byte by byte, whatever the database's language is. */
    @Override
    public String inWords(String statement) {
        return statement
                .replace("$text", "TEXT COLLATE \"C\"")
                .replace("$long", "BIGINT")
                .replace("$serial", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
                .replace("$bare", "");
    }

    @Override
    public int version(Session session) throws SQLException {
        return session.query(row -> row.getInt(1), "SELECT version FROM store_version")
                .get(0);
    }

    @Override
    public void version(Session session, int version) throws SQLException {
        session.update("UPDATE store_version SET version = ?", version);
    }

    /** In one transaction, which a backup made before is better than any copy beside it. */
    @Override
    public void migrate(Database database, int version, BooleanSupplier migration) {
        var unused = migration.getAsBoolean();
    }

    @Override
    public void copyTo(Database database, Path file) throws IOException, SQLException {
        SqliteDialect.makeOwn(file);
        Session session = open();
        try (Database copy = SqliteDialect.open(file, clock).prepared()) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            copy.change(() -> Tables.copy(session, copy.transaction()));
        } catch (JournalException | SQLException e) {
            Files.deleteIfExists(file);
            throw e;
        } finally {
            giveBack(session);
        }
    }

    /** The table is written anew, and the file of the old one is gone. */
    @Override
    public void compact(Session session) throws SQLException {
        session.connection().setNetworkTimeout(Runnable::run, 0);
        session.execute("VACUUM (FULL) kept");
        session.connection().setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
    }

    @Override
    public Health health(Session session) throws SQLException {
        List<String> troubles = new ArrayList<>();
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            String value = session.query(row -> row.getString(1), "SELECT current_setting(?)", setting)
                    .get(0);
            if (!List.of("on", "remote_apply").contains(value)) {
                troubles.add("The server has " + setting + " = " + value
                        + ": what is committed may be lost with its power. Set it to 'on'.");
            }
        }
        long there = session.query(
                        row -> row.getLong(1), "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                .get(0);
        Duration ahead = Duration.ofMillis(clock.millis() - there);
        if (ahead.abs().compareTo(CLOCKS_APART) > 0) {
            troubles.add(
                    "This machine's clock is " + ahead.abs().toSeconds() + " seconds "
                            + (ahead.isNegative() ? "behind" : "ahead of")
                            + " the database's: leases and windows need clocks that agree. Have both set by the same time server.");
        }
        String version =
                session.query(row -> row.getString(1), "SHOW server_version").get(0);
        return new Health("PostgreSQL " + version + " at " + name(), troubles);
    }

    @Override
    public void close() {
        pool.close();
    }
}
