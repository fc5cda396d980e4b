package dev.runwright.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** A database of a test's own, opened as often as there are processes in the test. */
@NullUnmarked
interface TestStore extends AutoCloseable {
    /** Which database. */
    enum Kind {
        SQLITE {
            @Override
            TestStore in(Path folder) {
                return new Sqlite(folder.resolve("runwright.db"));
            }
        },
        POSTGRES {
            @Override
            TestStore in(Path folder) {
                return new Postgres(PostgresForTests.database());
            }
        };

        abstract TestStore in(Path folder);
    }

    SqlJournal open(Clock clock);

    Connection connect() throws SQLException;

    /** Does what no program should do to its tables. */
    default void sql(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    default long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** States the version of the tables. */
    void version(int version) throws SQLException;

    /** From now on there is no room, or there is again. */
    void diskIsFull(SqlJournal journal, boolean full) throws SQLException;

    /** Another process in the middle of a write; this journal has no patience with it. */
    AutoCloseable writer(SqlJournal journal) throws SQLException;

    /** Whether a text that was kept is still there, be it in a file only. */
    boolean hasKept(String part) throws SQLException;

    /** Closes a connection once its transaction has ended, and not the other way round. */
    private static AutoCloseable ended(Connection connection) {
        return () -> {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            }
        };
    }

    /** Changes the settings of a journal's own connection. */
    private static void set(SqlJournal journal, String setting) {
        journal.database().with(session -> {
            session.execute(setting);
            return true;
        });
    }

    @Override
    void close();

    /** A file. */
    record Sqlite(Path file) implements TestStore {
        @Override
        public SqlJournal open(Clock clock) {
            return SqlJournal.open(file, clock);
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + file);
        }

        @Override
        public void version(int version) throws SQLException {
            sql("PRAGMA user_version = " + version);
        }

        @Override
        public void diskIsFull(SqlJournal journal, boolean full) throws SQLException {
            long pages = full ? number("PRAGMA page_count") : 1_000_000;
            set(journal, "PRAGMA max_page_count = " + pages);
        }

        @Override
        public AutoCloseable writer(SqlJournal journal) throws SQLException {
            set(journal, "PRAGMA busy_timeout = 0");
            Connection other = connect();
            try (Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
            }
            return ended(other);
        }

        @Override
        public boolean hasKept(String part) throws SQLException {
            try (Stream<Path> files = Files.list(file.getParent())) {
                for (Path one : files.toList()) {
                    if (new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1).contains(part)) {
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // the folder goes with the test
        }
    }

    /** A schema. */
    record Postgres(PostgresServer server) implements TestStore {
        @Override
        public SqlJournal open(Clock clock) {
            return SqlJournal.open(server, clock);
        }

        @Override
        public Connection connect() throws SQLException {
            return PostgresForTests.connect(server);
        }

        @Override
        public void version(int version) throws SQLException {
            sql("UPDATE store_version SET version = " + version);
        }

        /** The server's own error, raised by a trigger. */
        @Override
        public void diskIsFull(SqlJournal journal, boolean full) throws SQLException {
            sql("CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$");
            sql(
                    full
                            ? "CREATE TRIGGER full_disk AFTER INSERT ON entry EXECUTE FUNCTION full_disk()"
                            : "DROP TRIGGER full_disk ON entry");
        }

        @Override
        public AutoCloseable writer(SqlJournal journal) throws SQLException {
            set(journal, "SET lock_timeout = 1");
            Connection other = connect();
            try (Statement statement = other.createStatement()) {
                statement.execute("BEGIN");
                statement.execute("SELECT version FROM store_version FOR UPDATE");
            }
            return ended(other);
        }

        /** A table that was written anew without it is empty but for the one page of an index. */
        @Override
        public boolean hasKept(String part) throws SQLException {
            return number("SELECT count(*) FROM kept WHERE text LIKE '%" + part + "%'") > 0
                    || number("SELECT pg_table_size('kept')") > 8192;
        }

        @Override
        public void close() {
            PostgresForTests.drop(server);
        }
    }
}
