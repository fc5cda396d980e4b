package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.journal.Journal.HeldLock;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlJournalTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private SqlJournal journal;

    @BeforeEach
    void open() {
        journal = SqlJournal.open(folder.resolve("runwright.db"), CLOCK);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatWasCommittedIsReadAgainByAnotherProcessInOrder() {
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(Entries.step("close"));
            writer.append(Entries.ended("close", "changed"));
            writer.append(Entries.ended());
            writer.anchor(true);
        }
        try (SqlJournal other = SqlJournal.open(folder.resolve("runwright.db"), CLOCK)) {
            assertThat(other.read("r1")).extracting(Recorded::sequence).containsExactly(1L, 2L, 3L, 4L);
            assertThat(other.read("r1").get(1).entry()).isEqualTo(Entries.step("close"));
            assertThat(RunView.of(other.read("r1")).state()).isEqualTo("succeeded");
        }
    }

    @Test
    void readingsKeepTheirTypes() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("RuleIdentity", new BigInteger("15394007230974001153"));
        properties.put("MapiHttpEnabled", null);
        properties.put("RetainDeletedItemsFor", Duration.ofDays(14));
        properties.put("Words", Arrays.asList("a", null));
        JournalEntry read = new JournalEntry.StateRead("x", "before", true, properties, Instant.EPOCH);
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(read);
        }
        assertThat(journal.read("r1").get(1).entry()).isEqualTo(read);
    }

    @Test
    void nothingIsThereBeforeTheCommit() {
        RunWriter writer = journal.begin("r1", Entries.started());
        writer.append(Entries.step("close"));
        assertThat(journal.read("r1")).hasSize(1);
        writer.commit();
        assertThat(journal.read("r1")).hasSize(2);
    }

    @Test
    void aLockIsHeldUntilTheRunEndsAndItsHolderIsNamed() {
        RunWriter writer = journal.begin("r1", Entries.started("sandbox:mailbox/anna"));
        assertThatThrownBy(() -> journal.begin("r2", Entries.started("sandbox:mailbox/anna")))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("r1")
                .hasMessageContaining("ann");
        assertThat(journal.runs()).containsExactly("r1");
        assertThat(journal.open()).containsExactly("r1");
        writer.append(Entries.ended());
        writer.anchor(true);
        assertThat(journal.open()).isEmpty();
        assertThat(journal.runs()).containsExactly("r1");
        assertThat(journal.locks()).isEmpty();
        journal.begin("r3", Entries.started("sandbox:mailbox/anna")).close();
        assertThat(journal.locks()).containsExactly(new HeldLock("sandbox:mailbox/anna", "r3"));
    }

    @Test
    void aWriterWhoseRunWasTakenOverCannotWriteAgain() {
        RunWriter stale = journal.begin("r1", Entries.started());
        RunWriter owner = journal.takeOver("r1", Entries.PROCESS, process -> false);
        stale.append(Entries.step("close"));
        assertThatThrownBy(stale::commit).isInstanceOf(JournalException.class).hasMessageContaining("Another process");
        owner.append(Entries.step("other"));
        owner.commit();
        assertThat(journal.read("r1")).hasSize(2);
        assertThat(journal.read("r1").get(1).entry().path()).isEqualTo("other");
    }

    @Test
    void aFullDiskIsSaidAndNothingOfTheCommitIsThere() throws Exception {
        RunWriter writer = journal.begin("r1", Entries.started());
        long pages = pages();
        journal.database().execute("PRAGMA max_page_count = " + pages);
        for (int i = 0; i < 2_000; i++) {
            writer.append(Entries.step("step_" + i));
        }
        assertThatThrownBy(writer::commit).isInstanceOf(JournalException.class).hasMessageContaining("disk is full");
        assertThat(journal.read("r1")).hasSize(1);
    }

    private long pages() {
        return journal.database()
                .query(row -> row.getLong(1), "PRAGMA page_count")
                .get(0);
    }

    @Test
    void aStoreThatAnotherProcessLocksIsSaid() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runwright.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            journal.database().execute("PRAGMA busy_timeout = 0");
            assertThatThrownBy(() -> journal.begin("r1", Entries.started()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("locked by another process");
            statement.execute("ROLLBACK");
        }
    }

    @Test
    void aStoreOfANewerProgramIsRefusedWithItsVersion() throws SQLException {
        journal.database().execute("PRAGMA user_version = 99");
        assertThatThrownBy(() -> SqlJournal.open(folder.resolve("runwright.db"), CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("version 3");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Path nowhere = folder.resolve("nowhere").resolve("runwright.db");
        assertThat(Files.exists(nowhere.getParent())).isFalse();
        assertThatThrownBy(() -> SqlJournal.open(nowhere, CLOCK)).isInstanceOf(JournalException.class);
    }

    @Test
    void runsThatTakeStepsOfAnotherBackAreFound() {
        journal.begin("r1", Entries.started()).close();
        JournalEntry.Target target = new JournalEntry.Target("r1", "close");
        JournalEntry.StepStarted plain = Entries.step("close");
        try (RunWriter undo = journal.begin("r2", Entries.started())) {
            undo.append(new JournalEntry.StepStarted(
                    "close", "cmdlet", 1, "change", "Set-X", "d", "restore", "Get-X", null, plain.position(), target));
        }
        assertThat(journal.undoing()).isEqualTo(Map.of("r1", List.of("r2")));
    }

    @Test
    void theChangesOfARunAreItsFirstEntryAndAllOfTheStepsThatChangedSomething() {
        JournalEntry sent = new JournalEntry.ChangeSent("changes", 1, "Set-X", Map.of(), Map.of(), Instant.EPOCH);
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(Entries.step("reads"));
            writer.append(Entries.ended("reads", "ok"));
            writer.append(Entries.step("changes"));
            writer.append(sent);
            writer.append(Entries.ended("changes", "changed"));
        }
        journal.begin("r2", Entries.started()).close();
        assertThat(journal.changes("r1"))
                .extracting(Recorded::entry)
                .containsExactly(Entries.started(), Entries.step("changes"), sent, Entries.ended("changes", "changed"));
        assertThat(journal.changing()).containsExactly("r1");
    }
}
