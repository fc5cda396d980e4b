package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunWriter;
import dev.runwright.value.HandClock;
import dev.runwright.value.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a database server can do to a journal. */
@NullUnmarked
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostgresStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration SHORT = Duration.ofMillis(300);

    private PostgresServer server;
    private Line line;
    private SqlJournal journal;

    @BeforeEach
    void open() throws IOException {
        server = PostgresForTests.database();
        line = new Line(server);
        journal = SqlJournal.open(line.server(), CLOCK, SHORT);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
        line.close();
        PostgresForTests.drop(server);
    }

    private String setting(SqlJournal of, String name) {
        return of.database()
                .query(row -> row.getString(1), "SELECT current_setting(?)", name)
                .get(0);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = PostgresForTests.connect(server);
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private static void isUnreachable(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("Nothing was sent after the last entry")
                .hasMessageContaining("runwright resume");
    }

    @Test
    void theTestsSessionsAreInAZoneThatNobodyExpects() {
        assertThat(setting(journal, "TimeZone")).isEqualTo("Pacific/Chatham");
    }

    /** How long a silent line is waited for, in milliseconds. */
    private static int silence(PostgresServer of) {
        try (SqlJournal other = SqlJournal.open(of, CLOCK)) {
            return other.database().with(session -> session.connection().getNetworkTimeout());
        }
    }

    @Test
    void aSilentLineIsGivenUpWithinALeaseUnlessTheUrlSaysOtherwise() {
        assertThat(silence(server)).isEqualTo(25_000);
        assertThat(silence(new PostgresServer(server.url() + "&socketTimeout=7", null, null)))
                .isEqualTo(7_000);
    }

    @Test
    void aCommitIsOnTheDiskWhateverTheDatabaseSaysOfOthers() throws SQLException {
        sql("ALTER ROLE CURRENT_USER SET synchronous_commit = off");
        try (SqlJournal other = SqlJournal.open(server, CLOCK)) {
            assertThat(setting(other, "synchronous_commit")).isEqualTo("on");
        } finally {
            sql("ALTER ROLE CURRENT_USER RESET synchronous_commit");
        }
    }

    @Test
    void aProgramThatIsTooOldForTheTablesWritesNothingOnceANewerOneHasChangedThem() throws SQLException {
        RunWriter writer = journal.begin("r1", Entries.started());
        sql("UPDATE store_version SET version = 99");
        writer.append(Entries.step("a"));
        assertThatThrownBy(writer::commit)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("version 3");
        sql("UPDATE store_version SET version = 3");
        assertThat(journal.read("r1")).hasSize(1);
    }

    @Test
    void aLineThatWasCutWhileNothingWasSaidIsTakenUpAgain() throws IOException {
        try (SqlJournal patient = SqlJournal.open(line.server(), CLOCK)) {
            RunWriter writer = patient.begin("r1", Entries.started());
            line.cut();
            line.mend();
            writer.append(Entries.step("a"));
            writer.commit();
            assertThat(patient.read("r1")).hasSize(2);
        }
    }

    @Test
    void aLineThatIsCutInTheMiddleOfACommitLeavesNothingOfItAndThePenIsOfNoUse() throws IOException {
        RunWriter writer = journal.begin("r1", Entries.started());
        isUnreachable(() -> journal.database().change(() -> {
            journal.database().update("INSERT INTO kept VALUES ('d', 't')");
            cut();
            journal.database().update("INSERT INTO kept VALUES ('e', 't')");
        }));
        writer.append(Entries.step("a"));
        isUnreachable(writer::commit);
        line.mend();
        writer.close();
        try (SqlJournal other = SqlJournal.open(server, CLOCK)) {
            assertThat(other.kept("d")).isEmpty();
            assertThat(other.read("r1")).hasSize(1);
            RunWriter next = other.takeOver("r1", Entries.PROCESS, process -> false);
            next.append(Entries.step("b"));
            next.anchor(false);
            assertThat(new ChainVerifier().verify(other.chains(), null).ok()).isTrue();
        }
    }

    private void cut() {
        try {
            line.cut();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRenewalThatDoesNotGetThroughIsForgivenAsLongAsTheLeaseLasts() throws IOException {
        HandClock clock = new HandClock(NOW);
        try (SqlJournal own = SqlJournal.open(line.server(), clock, SHORT)) {
            RunWriter writer = own.begin("r1", Entries.started());
            clock.move(Duration.ofSeconds(25));
            line.cut();
            assertThat(writer.renew()).isEmpty();
            line.mend();
            while (until().isBefore(NOW.plusSeconds(55))) {
                assertThat(writer.renew()).isEmpty();
            }
            line.cut();
            clock.move(Duration.ofSeconds(29));
            assertThat(writer.renew()).isEmpty();
            clock.move(Duration.ofSeconds(1));
            isUnreachable(writer::renew);
            line.mend();
        }
    }

    /** As another process sees it. */
    private Instant until() {
        try (SqlJournal other = SqlJournal.open(server, CLOCK)) {
            return other.leases().get(0).until();
        }
    }

    /** The server puts it out, and the others have waited for that long and no longer. */
    @Test
    void aWriterThatStandsStillInTheMiddleOfATransactionHoldsNobodyUp() throws Exception {
        CountDownLatch standing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (SqlJournal still = SqlJournal.open(server, CLOCK)) {
            Future<?> stands = thread.submit(() -> still.database().change(() -> {
                still.database().execute("SET LOCAL idle_in_transaction_session_timeout = 200");
                still.database().update("INSERT INTO kept VALUES ('d', 't')");
                standing.countDown();
                await(goOn);
            }));
            await(standing);
            journal.begin("r1", Entries.started()).close();
            goOn.countDown();
            assertThatThrownBy(stands::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("cannot be reached");
            assertThat(journal.kept("d")).isEmpty();
            still.begin("r2", Entries.started()).close();
        } finally {
            thread.shutdownNow();
        }
        assertThat(journal.runs()).containsExactly("r1", "r2");
        assertThat(Long.parseLong(
                        setting(journal, "idle_in_transaction_session_timeout").replace("s", "")))
                .isEqualTo(10);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidAtOnce() throws IOException {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        String name = "//127.0.0.1:" + nobody + "/runbooks";
        PostgresServer gone =
                new PostgresServer("jdbc:postgresql:" + name + "?user=x", null, new Secret("store", "hush-hush"));
        assertThatThrownBy(() -> SqlJournal.open(gone, CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("database " + name + " cannot be reached")
                .hasMessageNotContaining("hush");
    }

    @Test
    void whoMayNotSignInAndADatabaseThatIsNotThereAreSaid() {
        PostgresServer stranger =
                new PostgresServer(server.url().replaceFirst("user=\\w+", "user=stranger"), null, null);
        assertThatThrownBy(() -> SqlJournal.open(stranger, CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("stranger")
                .hasMessageContaining("Check 'store' in runwright.yaml");
        PostgresServer elsewhere =
                new PostgresServer(server.url().replaceFirst("//([^/]+)/[^?]+", "//$1/nowhere"), null, null);
        assertThatThrownBy(() -> SqlJournal.open(elsewhere, CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void whatIsWrongWithTheServerIsSaid() {
        try (SqlJournal ahead = SqlJournal.open(server, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61)))) {
            assertThat(ahead.health().where()).startsWith("PostgreSQL ").doesNotContain("?");
            assertThat(ahead.health().troubles())
                    .anySatisfy(one -> assertThat(one).contains("clock").contains("seconds ahead"))
                    .noneSatisfy(one -> assertThat(one).contains("synchronous_commit"));
        }
        try (SqlJournal right = SqlJournal.open(server, Clock.systemUTC())) {
            assertThat(right.health().troubles())
                    .noneSatisfy(one -> assertThat(one).contains("clock"));
        }
    }
}
