package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.audit.Verdict;
import dev.runwright.journal.Journal.HeldLock;
import dev.runwright.journal.Journal.Lease;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);
    private static final String COPY = "runwright.db.v1-20261124-030000";
    private static final String NOT_MIGRATED = "runwright.db.v1-not-migrated";

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void aStoreOfVersionOne() throws IOException, SQLException {
        store = folder.resolve("runwright.db");
        sql(Files.readString(Path.of("src/test/resources/journals/version-1.sql"), StandardCharsets.UTF_8)
                .split(";\n"));
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static int version(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    private List<String> copies() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".v1-"))
                    .toList();
        }
    }

    @Test
    void anOlderStoreIsCopiedAndThenBroughtToThisVersionWhole() throws Exception {
        try (SqlJournal journal = SqlJournal.open(store, CLOCK)) {
            Verdict verdict = new ChainVerifier().verify(journal.chains(), null);
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.entries()).isEqualTo(6);
            RunView ended = RunView.of(journal.read("r1"));
            assertThat(ended.state()).isEqualTo("succeeded");
            assertThat(ended.recap()).containsEntry("changed", 1);
            assertThat(journal.locks()).containsExactly(new HeldLock("sandbox:b", "r2"));
            assertThat(journal.runs()).hasSize(2);
        }
        assertThat(version(store)).isEqualTo(3);
        assertThat(copies()).containsExactly(COPY);
        assertThat(version(folder.resolve(COPY))).isEqualTo(1);
    }

    @Test
    void theFirstStoresOfVersionOneHadNoIndexesAndGetThem() throws Exception {
        sql("DROP INDEX milestone", "DROP INDEX takes_back");
        try (SqlJournal journal = SqlJournal.open(store, CLOCK)) {
            assertThat(journal.runs()).hasSize(2);
            assertThat(new ChainVerifier().verify(journal.chains(), null).findings())
                    .isEmpty();
        }
        assertThat(version(store)).isEqualTo(3);
        sql("REINDEX milestone", "REINDEX takes_back");
    }

    @Test
    void aRunThatWasLeftBehindGoesOnInTheNewVersion() {
        try (SqlJournal journal = SqlJournal.open(store, CLOCK)) {
            ProcessMark old = new ProcessMark("old", 4711, Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(journal.leases()).containsExactly(new Lease("r2", old, Instant.EPOCH));
            try (RunWriter writer = journal.takeOver("r2", Entries.PROCESS, process -> true)) {
                writer.append(Entries.ended("a", "changed"));
                writer.append(Entries.ended());
                writer.anchor(true);
            }
            assertThat(new ChainVerifier().verify(journal.chains(), null).findings())
                    .isEmpty();
            assertThat(RunView.of(journal.read("r2")).state()).isEqualTo("succeeded");
        }
    }

    @Test
    void aMigrationThatBreaksOffLeavesTheStoreAsItWasAndOneCopyHoweverOftenItIsTried() throws Exception {
        sql("CREATE TABLE posted (in_the_way TEXT)");
        for (int tried = 0; tried < 3; tried++) {
            Clock later = Clock.offset(CLOCK, Duration.ofMinutes(tried));
            assertThatThrownBy(() -> SqlJournal.open(store, later))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("version 1")
                    .hasMessageContaining("version 3")
                    .hasMessageContaining(folder.resolve(NOT_MIGRATED).toString());
            assertThat(version(store)).isEqualTo(1);
            assertThat(copies()).containsExactly(NOT_MIGRATED);
        }
        assertThat(version(folder.resolve(NOT_MIGRATED))).isEqualTo(1);
        sql("DROP TABLE posted");
        try (SqlJournal journal = SqlJournal.open(store, CLOCK)) {
            assertThat(journal.read("r1")).hasSize(4);
        }
        assertThat(copies()).containsExactlyInAnyOrder(COPY, NOT_MIGRATED);
    }

    /** With {@code -Drunwright.kills=all} at every point, else at a few in the middle. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aMigrationThatIsKilledLeavesTheStoreAsItWasAndTheNextStartDoesIt() throws Exception {
        Path old = Files.copy(store, folder.resolve("old.db"));
        int points = Integer.parseInt(migrated(0).replace(MigratingMain.POINTS, ""));
        int step = System.getProperty("runwright.kills", "").equals("all") ? 1 : points / 4;
        int kept = 0;
        for (int point = step; point <= points; point += step) {
            for (String name : List.of("runwright.db", "runwright.db-wal", "runwright.db-shm")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.copy(old, store);
            assertThat(migrated(point)).isEqualTo(MigratingMain.HALTED);
            int version = version(store);
            assertThat(version).as("killed at point %s of %s", point, points).isIn(1, 3);
            kept += version == 1 ? 1 : 0;
            try (SqlJournal journal = SqlJournal.open(store, CLOCK)) {
                assertThat(new ChainVerifier().verify(journal.chains(), null).findings())
                        .isEmpty();
                assertThat(journal.runs()).containsExactly("r1", "r2");
                assertThat(journal.locks()).containsExactly(new HeldLock("sandbox:b", "r2"));
                assertThat(journal.nodes().nodes()).isEmpty();
            }
            assertThat(version(store)).isEqualTo(3);
        }
        System.out.printf(
                "migration: kill points: %d of %d, still of version 1 after %d%n", points / step, points, kept);
        assertThat(kept).isPositive();
    }

    /** Migrates the store in a process of its own, kills that at a point, and gives the last line that it wrote. */
    private String migrated(int point) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MigratingMain.class.getName(),
                store.toString(),
                String.valueOf(point));
        Process process =
                builder.redirectError(folder.resolve("err.txt").toFile()).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            return line == null ? Files.readString(folder.resolve("err.txt")) : line;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aStoreOfVersionTwoKeepsItsRunsAndGetsTheTablesOfSchedulesAndNodes() throws Exception {
        SqlJournal.open(store, CLOCK).close();
        sql("DROP TABLE firing", "DROP TABLE paused", "DROP TABLE node", "PRAGMA user_version = 2");
        try (SqlJournal journal = SqlJournal.open(store, CLOCK)) {
            assertThat(journal.runs()).hasSize(2);
            assertThat(journal.schedules().claim("s", Instant.EPOCH, "n", Instant.EPOCH))
                    .isTrue();
        }
        assertThat(version(store)).isEqualTo(3);
        assertThat(version(folder.resolve(COPY.replace("v1", "v2")))).isEqualTo(2);
    }

    @Test
    void aStoreOfThisVersionIsNotCopied() throws Exception {
        SqlJournal.open(store, CLOCK).close();
        SqlJournal.open(store, CLOCK).close();
        assertThat(copies()).hasSize(1);
    }
}
