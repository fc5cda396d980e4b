package dev.runwright.schedule;

import dev.runwright.text.RunwrightException;
import dev.runwright.value.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/**
 * The PostgreSQL database in which the nodes of a cluster share their triggers.
 *
 * @param user null where the URL names it
 * @param password null for none
 */
public record QuartzCluster(
        String url, @Nullable String user, @Nullable Secret password) {
    private static final String NAME = "runwright";
    private static final String SOURCE = "org.quartz.dataSource." + NAME + ".";
    private static final String STORE = "org.quartz.jobStore.";
    private static final Pattern OPTIONS = Pattern.compile("[?&]options=[^&]*");
    private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    /** Two threads that fire, the scheduler's own and the one that looks after the cluster. */
    private static final String CONNECTIONS = "4";

    /** A node that stands still in the middle of a transaction must not stop the others, and a lost server must be noticed. */
    private static final String PATIENCE =
            "-c%20idle_in_transaction_session_timeout%3D10000%20-c%20lock_timeout%3D20000";

    private static final List<String> SIGNS_OF_LIFE =
            List.of("connectTimeout=10", "socketTimeout=60", "tcpKeepAlive=true");

    /** A number that no other program should use for its lock. */
    private static final long LOCK = 7_287_194_730_021L;

    /** What Quartz is told. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, NAME);
        properties.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, JobStoreTX.class.getName());
        properties.put(STORE + "driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.put(STORE + "dataSource", NAME);
        properties.put(STORE + "useProperties", "true");
        properties.put(STORE + "isClustered", "true");
        properties.put(STORE + "clusterCheckinInterval", "5000");
        properties.put(STORE + "misfireThreshold", "30000");
        properties.put(STORE + "acquireTriggersWithinLock", "true");
        properties.put(SOURCE + "provider", "hikaricp");
        properties.put(SOURCE + "driver", "org.postgresql.Driver");
        properties.put(SOURCE + "URL", patient());
        properties.put(SOURCE + "maxConnections", CONNECTIONS);
        if (user != null) {
            properties.put(SOURCE + "user", user);
        }
        if (password != null) {
            properties.put(SOURCE + "password", password.reveal());
        }
        return properties;
    }

    /** The URL, with limits to how long a session of Quartz waits or is waited for; those that it has itself count. */
    String patient() {
        Matcher options = OPTIONS.matcher(url);
        String limited = options.find()
                ? options.replaceFirst("$0%20" + PATIENCE)
                : url + (url.contains("?") ? "&" : "?") + "options=" + PATIENCE;
        StringBuilder patient = new StringBuilder(limited);
        for (String sign : SIGNS_OF_LIFE) {
            if (!url.contains(sign.substring(0, sign.indexOf('=') + 1))) {
                patient.append('&').append(sign);
            }
        }
        return patient.toString();
    }

    /**
     * Makes Quartz's tables if they are not there, by its own script; nodes that begin at once wait for each other.
     *
     * @throws RunwrightException if they cannot be made
     */
    void makeTables() {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password.reveal());
        }
        try (Connection connection = DriverManager.getConnection(patient(), login);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            if (!isThere(statement)) {
                for (String one : script().split(";", -1)) {
                    if (one.strip().startsWith("CREATE")) {
                        statement.execute(one);
                    }
                }
            }
            connection.commit();
        } catch (SQLException | IOException e) {
            throw new RunwrightException(
                    "scheduler", "The tables of the schedules' triggers cannot be made: " + e.getMessage(), e);
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('qrtz_locks') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(JobStoreTX.class.getResourceAsStream(TABLES))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
