package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.journal.Journal.HeldLock;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.journal.RunWriter;
import dev.runwright.value.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SqlJournalTest extends StoreSuite {
    @Test
    void whatWasCommittedIsReadAgainByAnotherProcessInOrder() {
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(Entries.step("close"));
            writer.append(Entries.ended("close", "changed"));
            writer.append(Entries.ended());
            writer.anchor(true);
        }
        try (SqlJournal other = store.open(CLOCK)) {
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
    void theRunsThatEndedComeNewestFirst() {
        for (String run : List.of("r1", "r2", "r3", "r4")) {
            try (RunWriter writer = journal.begin(run, Entries.started())) {
                if (!run.equals("r3")) {
                    writer.append(Entries.ended());
                    writer.anchor(true);
                }
            }
        }
        assertThat(journal.newestEnded(2)).containsExactly("r4", "r2");
        assertThat(journal.newestEnded(10)).containsExactly("r4", "r2", "r1");
    }

    @Test
    void runsAreFoundByATextOfTheirBeginning() {
        String odd = "mailbox/\"anna\" & 100%_'\\ü";
        for (Map.Entry<String, String> lock :
                Map.of("r1", odd, "r2", "mailbox/bob", "r3", odd + "x").entrySet()) {
            try (RunWriter writer = journal.begin(lock.getKey(), Entries.started(lock.getValue()))) {
                writer.append(Entries.step("mailbox/carla"));
            }
        }
        assertThat(journal.runsNaming(Json.write(odd))).containsExactly("r1");
        assertThat(journal.runsNaming("mailbox/")).containsExactly("r1", "r2", "r3");
        assertThat(journal.runsNaming("carla")).isEmpty();
    }

    @Test
    void aLockOfAnUndoIsGivenBackByGoingOnWithIt() {
        RunStarted run = Entries.started("door");
        journal.begin("r1", run).close();
        assertThatThrownBy(() -> journal.begin("r2", run)).hasMessageContaining("gives it back by 'runwright undo r1'");
        journal.begin("r3", Entries.undo("r1", "door")).close();
        assertThatThrownBy(() -> journal.begin("r2", run))
                .hasMessageContaining("gives it back, by 'runwright resume r3'");
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
        store.diskIsFull(journal, true);
        for (int i = 0; i < 2_000; i++) {
            writer.append(Entries.step("step_" + i));
        }
        assertThatThrownBy(writer::commit).isInstanceOf(JournalException.class).hasMessageContaining("disk is full");
        assertThat(journal.read("r1")).hasSize(1);
    }

    @Test
    void aStoreThatAnotherProcessLocksIsSaid() throws Exception {
        try (AutoCloseable other = store.writer(journal)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> journal.begin("r1", Entries.started()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("locked by another process");
        }
        journal.begin("r1", Entries.started()).close();
    }

    @Test
    void aStoreOfANewerProgramIsRefusedWithItsVersion() throws SQLException {
        store.version(99);
        assertThatThrownBy(() -> store.open(CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("version 3");
    }

    @Test
    void severalThatOpenAnEmptyStoreAtOnceMakeOne() throws Exception {
        try (TestStore empty = kind.in(Files.createDirectory(folder.resolve("empty")))) {
            CyclicBarrier start = new CyclicBarrier(4);
            List<Callable<Void>> openings = Collections.nCopies(4, () -> {
                start.await();
                try (SqlJournal one = empty.open(CLOCK)) {
                    one.keep("text");
                }
                return null;
            });
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                for (Future<Void> done : threads.invokeAll(openings)) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(empty.number("SELECT count(*) FROM kept")).isEqualTo(1);
        }
    }

    @Test
    void runsAreOrderedByTheBytesOfTheirIds() {
        for (String run :
                List.of("20261124-030000-zz", "20261124-030000-Zz", "20261124-030000-0a", "20261124-03000-zz")) {
            journal.begin(run, Entries.started()).close();
        }
        assertThat(journal.runs()).isSorted().hasSize(4);
    }

    @Test
    void everyCharacterThatATextCanHaveIsKept() {
        JournalEntry odd = Entries.ended("\u0001 ' \" \\ \u2028 \u20ac \ud83d\ude00 \u0130\u0131 \u00df", "ok");
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(odd);
        }
        assertThat(journal.read("r1").get(1).entry()).isEqualTo(odd);
        String text = "a\tb\r\nc \ud83d\ude00 \u00e4 {}$?:'";
        assertThat(journal.kept(journal.keep(text))).contains(text);
    }

    @Test
    void aCopyFillsAnEmptyStoreOfEitherKindAndNoOther() throws IOException {
        try (RunWriter writer = journal.begin("r1", Entries.started("lock"))) {
            writer.append(Entries.ended("a", "changed"));
            writer.append(new JournalEntry.StepEnded("b", "ok", 1, "long ".repeat(1_000), null, null, null, List.of()));
        }
        journal.post("r1", new JournalEntry.CancelRequested("eve", false, null));
        journal.begin("r2", Entries.started());
        journal.schedules().claim("s", NOW, "n", NOW);
        journal.schedules().pause("s", "ann", null, NOW);
        Path copy = folder.resolve("copy.db");
        journal.copyTo(copy);
        for (TestStore.Kind other : TestStore.Kind.values()) {
            try (TestStore empty = other.in(Files.createDirectory(folder.resolve(other.name())));
                    SqlJournal filled = empty.open(CLOCK)) {
                filled.fill(copy);
                assertThat(filled.chains()).isEqualTo(journal.chains());
                assertThat(filled.read("r1")).isEqualTo(journal.read("r1"));
                assertThat(filled.leases()).isEqualTo(journal.leases());
                assertThat(filled.locks()).isEqualTo(journal.locks());
                assertThat(filled.schedules().firings("s", 9))
                        .isEqualTo(journal.schedules().firings("s", 9));
                assertThat(filled.schedules().paused())
                        .isEqualTo(journal.schedules().paused());
                assertThat(filled.takeOver("r1", Entries.PROCESS, process -> false)
                                .renew())
                        .hasSize(1);
                assertThatThrownBy(() -> filled.fill(copy))
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("only an empty one is filled");
                assertThat(filled.runs()).hasSize(2);
            }
        }
    }

    @Test
    void aCopyIsOfOneMomentAndItsOwnersAlone() throws IOException {
        RunWriter writer = journal.begin("r1", Entries.started());
        Path copy = folder.resolve("copy.db");
        journal.copyTo(copy);
        writer.append(Entries.step("later"));
        writer.close();
        assertThat(Files.getPosixFilePermissions(copy))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try (SqlJournal other = SqlJournal.open(copy, CLOCK)) {
            assertThat(other.read("r1")).hasSize(1);
        }
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
