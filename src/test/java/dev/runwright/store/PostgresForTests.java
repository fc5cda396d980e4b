package dev.runwright.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * One PostgreSQL for all tests of a process: an embedded one, or a real one whose URL, with user and password, is in the system
 * property {@value #URL}. Each test has a schema of its own in it, and sessions in a time zone that nobody expects.
 */
public final class PostgresForTests {
    /** The system property; the user must own the database. */
    static final String URL = "runwright.test.postgres";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresForTests() {}

    private static final class Embedded {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String url() {
        String given = System.getProperty(URL, "");
        if (!given.isEmpty()) {
            return given;
        }
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "an embedded PostgreSQL; name another in -D" + URL);
        return Embedded.SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** An empty schema of a test's own. */
    public static PostgresServer database() {
        String schema = "t" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        sql(url(), "CREATE SCHEMA " + schema);
        String parameters = "currentSchema=" + schema + "&options=-c%20TimeZone=Pacific/Chatham";
        return new PostgresServer(url() + (url().contains("?") ? "&" : "?") + parameters, null, null);
    }

    /** Removes the schema. */
    public static void drop(PostgresServer server) {
        String schema = server.url().replaceFirst(".*currentSchema=(\\w+).*", "$1");
        sql(server.url(), "DROP SCHEMA " + schema + " CASCADE");
    }

    /** A connection beside the journal's. */
    public static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(
                server.url(),
                server.user(),
                server.password() == null ? null : server.password().reveal());
    }

    private static void sql(String url, String statement) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement one = connection.createStatement()) {
            one.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
