package dev.runwright.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.store.PostgresForTests;
import dev.runwright.store.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Quartz's own tables in PostgreSQL. */
@NullUnmarked
final class QuartzClusterTest {
    private static String setting(String url, String name) throws SQLException {
        try (Connection connection = PostgresForTests.connect(new PostgresServer(url, null, null));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aSessionThatStandsStillIsEndedByTheServer() throws SQLException {
        PostgresServer server = PostgresForTests.database();
        String url = new QuartzCluster(server.url(), null, null).patient();
        assertThat(setting(url, "idle_in_transaction_session_timeout")).isEqualTo("10s");
        assertThat(setting(url, "lock_timeout")).isEqualTo("20s");
        assertThat(setting(url, "TimeZone")).isEqualTo("Pacific/Chatham");
        assertThat(new QuartzCluster("jdbc:postgresql://db/x", "u", null).patient())
                .startsWith("jdbc:postgresql://db/x?options=-c%20idle_in_transaction")
                .endsWith("&connectTimeout=10&socketTimeout=60&tcpKeepAlive=true");
        assertThat(new QuartzCluster("jdbc:postgresql://db/x?socketTimeout=5", "u", null).patient())
                .as("what the URL says itself counts")
                .startsWith("jdbc:postgresql://db/x?socketTimeout=5&options=")
                .endsWith("&connectTimeout=10&tcpKeepAlive=true");
        PostgresForTests.drop(server);
    }

    @Test
    void triggersFireFromTablesThatAreMadeOnce() throws Exception {
        PostgresServer server = PostgresForTests.database();
        QuartzCluster cluster = new QuartzCluster(server.url(), null, null);
        cluster.makeTables();
        CompletableFuture<String> fired = new CompletableFuture<>();
        FiringListener listener = new FiringListener() {
            @Override
            public Optional<Instant> next(String schedule) {
                return Optional.of(Instant.parse("2126-01-01T00:00:00Z"));
            }

            @Override
            public void fire(String schedule) {
                fired.complete(schedule);
            }
        };
        try (QuartzTriggers triggers = QuartzTriggers.inCluster(cluster, "one", listener)) {
            triggers.set("nightly", Instant.EPOCH);
            triggers.set("other", Instant.parse("2126-01-01T00:00:00Z"));
            triggers.start();

            assertThat(fired.get(1, TimeUnit.MINUTES)).isEqualTo("nightly");
            triggers.keepOnly(Map.of("nightly", true).keySet());
            assertThat(triggers.next("other")).isEmpty();
        }
        try (QuartzTriggers triggers = QuartzTriggers.inCluster(cluster, "two", listener)) {
            assertThat(triggers.next("nightly")).contains(Instant.parse("2126-01-01T00:00:00Z"));
        }
        PostgresForTests.drop(server);
    }
}
