package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.DrivenException;
import dev.runwright.journal.Journal;
import dev.runwright.journal.Journal.Lease;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunWriter;
import dev.runwright.value.HandClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class LeaseTest extends StoreSuite {
    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final ProcessMark SECOND = new ProcessMark("host", 4712, Instant.EPOCH);

    private final HandClock clock = new HandClock(START);

    @Override
    Clock clock() {
        return clock;
    }

    private void takes(Predicate<ProcessMark> alive) {
        journal.takeOver("r1", SECOND, alive).close();
    }

    private void isRefused(Predicate<ProcessMark> alive) {
        assertThatThrownBy(() -> takes(alive))
                .isInstanceOf(DrivenException.class)
                .hasMessageContaining("4711")
                .hasMessageContaining("host");
    }

    private void isLost(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Another process drives run r1 now");
    }

    @Test
    void aRunIsDrivenByWhoeverBeganItUntilItIsGivenBack() {
        RunWriter writer = journal.begin("r1", Entries.started());
        assertThat(journal.leases()).containsExactly(new Lease("r1", Entries.PROCESS, START.plus(LeaseTable.LEASE)));
        isRefused(process -> true);
        writer.append(Entries.step("last"));
        writer.close();
        writer.close();
        assertThat(journal.leases()).isEmpty();
        assertThat(journal.read("r1")).hasSize(2);
        takes(process -> true);
    }

    @Test
    void whereARunStandsTellsWhetherSomethingHasHappenedToIt() {
        try (RunWriter writer = journal.begin("r1", Entries.started());
                RunWriter other = journal.begin("r2", Entries.started())) {
            assertThat(journal.standing())
                    .containsExactly(new Journal.Stand("r1", 1, false), new Journal.Stand("r2", 1, false));
            writer.append(Entries.step("first"));
            writer.commit();
            journal.post("r2", new CancelRequested("bob", false, null));
            assertThat(journal.standing())
                    .containsExactly(new Journal.Stand("r1", 2, false), new Journal.Stand("r2", 1, true));
            writer.append(Entries.ended());
            writer.anchor(true);
            other.renew();
        }
        assertThat(journal.standing()).containsExactly(new Journal.Stand("r2", 2, false));
    }

    @Test
    void aLeaseThatIsPastIsTakenFromAProcessThatLives() {
        journal.begin("r1", Entries.started());
        clock.move(LeaseTable.LEASE);
        isRefused(process -> true);
        clock.move(Duration.ofMillis(1));
        takes(process -> true);
    }

    @Test
    void aDeadHolderIsNotWaitedForButOneOfAnotherHostIs() {
        journal.begin("r1", Entries.started());
        isRefused(process -> !process.host().equals("elsewhere"));
        takes(process -> process.pid() != Entries.PROCESS.pid());
    }

    @Test
    void everyCommitAndRenewalExtendsTheLease() {
        RunWriter writer = journal.begin("r1", Entries.started());
        clock.move(Duration.ofSeconds(25));
        writer.append(Entries.step("a"));
        writer.commit();
        clock.move(Duration.ofSeconds(25));
        isRefused(process -> true);
        writer.renew();
        clock.move(Duration.ofSeconds(25));
        isRefused(process -> true);
    }

    @Test
    void aStaleWriterWritesNothingInAnyWay() {
        for (int way = 0; way < 5; way++) {
            String run = "r" + way;
            RunWriter stale = journal.begin(run, Entries.started("lock-" + way));
            RunWriter owner = journal.takeOver(run, SECOND, process -> false);
            stale.append(Entries.step("stale"));
            List<Runnable> ways = List.of(
                    stale::commit,
                    stale::renew,
                    () -> stale.anchor(true),
                    () -> stale.lock(List.of("more"), null),
                    stale::close);
            Runnable write = ways.get(way);
            assertThatThrownBy(write::run)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("Another process drives run " + run);
            assertThatCode(stale::close).doesNotThrowAnyException();
            assertThat(journal.read(run)).hasSize(1);
            assertThat(journal.locks())
                    .extracting(lock -> lock.name())
                    .contains("lock-" + way)
                    .doesNotContain("more");
            assertThat(journal.leases()).extracting(Lease::process).contains(SECOND);
            owner.append(Entries.step("owner"));
            owner.close();
            assertThat(journal.read(run).get(1).entry().path()).isEqualTo("owner");
        }
        assertThat(journal.chains().ledger()).hasSize(5);
    }

    @Test
    void aStaleWriterIsToldSoWhenTheNewOneHasWrittenWhereItWouldWrite() {
        RunWriter stale = journal.begin("r1", Entries.started());
        RunWriter owner = journal.takeOver("r1", SECOND, process -> false);
        owner.append(Entries.step("owner"));
        owner.commit();
        stale.append(Entries.step("stale"));
        isLost(stale::commit);
        assertThat(journal.read("r1")).hasSize(2);
    }

    @Test
    void aStaleWriterThatHasNothingToSayClosesQuietly() {
        RunWriter stale = journal.begin("r1", Entries.started());
        journal.takeOver("r1", SECOND, process -> false);
        stale.close();
        assertThat(journal.leases()).extracting(Lease::process).containsExactly(SECOND);
    }

    @Test
    void aClockThatJumpsForwardLosesTheLeaseOnlyToSomebodyWhoTakesIt() {
        RunWriter writer = journal.begin("r1", Entries.started());
        clock.move(Duration.ofDays(400));
        writer.renew();
        assertThat(journal.leases().get(0).until()).isEqualTo(clock.instant().plus(LeaseTable.LEASE));
        clock.move(Duration.ofDays(1));
        takes(process -> true);
        writer.append(Entries.step("late"));
        isLost(writer::commit);
    }

    @Test
    void aClockThatJumpsBackwardLeavesNoLeaseThatLastsForEver() {
        RunWriter writer = journal.begin("r1", Entries.started());
        clock.move(Duration.ofDays(-400));
        writer.renew();
        assertThat(journal.leases().get(0).until()).isEqualTo(clock.instant().plus(LeaseTable.LEASE));
    }

    @Test
    void whatOthersPostedIsTakenOnceAndChained() {
        RunWriter writer = journal.begin("r1", Entries.started());
        journal.begin("r2", Entries.started()).close();
        CancelRequested first = new CancelRequested("eve", false, "enough");
        CancelRequested second = new CancelRequested("eve", true, null);
        writer.append(Entries.step("a"));
        journal.post("r1", first);
        journal.post("r2", first);
        journal.post("r1", second);
        assertThat(writer.renew()).containsExactly(first, second);
        assertThat(writer.renew()).isEmpty();
        assertThat(journal.read("r1"))
                .extracting(Recorded::entry)
                .extracting(JournalEntry::getClass)
                .extracting(Class::getSimpleName)
                .containsExactly("RunStarted", "StepStarted", "CancelRequested", "CancelRequested");
        assertThat(new ChainVerifier().verify(journal.chains(), null).ok()).isTrue();
        assertThat(journal.takeOver("r2", SECOND, process -> true).renew()).containsExactly(first);
    }

    @Test
    void nothingIsPostedToARunThatIsNotThere() {
        CancelRequested cancel = new CancelRequested("eve", false, null);
        assertThatThrownBy(() -> journal.post("r9", cancel)).hasMessageContaining("no run 'r9'");
        assertThatThrownBy(() -> journal.takeOver("r9", SECOND, process -> false))
                .hasMessageContaining("no run 'r9'");
    }

    @Test
    void aRenewalWritesNothingWhileEnoughIsLeft() {
        RunWriter writer = journal.begin("r1", Entries.started());
        Instant until = START.plus(LeaseTable.LEASE);
        clock.move(Duration.ofSeconds(19));
        writer.renew();
        assertThat(journal.leases().get(0).until()).isEqualTo(until);
        clock.move(Duration.ofSeconds(1));
        writer.renew();
        assertThat(journal.leases().get(0).until()).isEqualTo(until.plusSeconds(20));
    }

    @Test
    void aFullDiskLeavesNothingAndIsNotSaidTwice() throws Exception {
        RunWriter writer = journal.begin("r1", Entries.started());
        store.diskIsFull(journal, true);
        for (int i = 0; i < 2_000; i++) {
            writer.append(Entries.step("step_" + i));
        }
        assertThatThrownBy(writer::commit).hasMessageContaining("disk is full");
        store.diskIsFull(journal, false);
        writer.close();
        assertThat(journal.read("r1")).hasSize(1);
        assertThat(journal.leases()).isEmpty();
        RunWriter next = journal.takeOver("r1", SECOND, process -> true);
        next.append(Entries.step("next"));
        next.anchor(false);
        assertThat(new ChainVerifier().verify(journal.chains(), null).ok()).isTrue();
    }

    @Test
    void ofTwoThatWantOneWaitingRunExactlyOneGetsIt() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (SqlJournal other = store.open(clock)) {
            for (int round = 0; round < 100; round++) {
                String run = String.format("r%03d", round);
                journal.begin(run, Entries.started()).close();
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Optional<RunWriter>>> tries = new ArrayList<>();
                for (SqlJournal one : List.of(journal, other)) {
                    tries.add(pool.submit(() -> race(one, run, start)));
                }
                List<RunWriter> winners = new ArrayList<>();
                for (Future<Optional<RunWriter>> attempt : tries) {
                    attempt.get().ifPresent(winners::add);
                }
                assertThat(winners).hasSize(1);
                assertThat(journal.read(run)).hasSize(2);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Optional<RunWriter> race(SqlJournal journal, String run, CyclicBarrier start) throws Exception {
        start.await();
        try {
            RunWriter writer = journal.takeOver(run, SECOND, process -> true);
            writer.append(Entries.step("mine"));
            writer.commit();
            return Optional.of(writer);
        } catch (DrivenException e) {
            return Optional.empty();
        }
    }

    @Test
    void threadsThatShareAPenLoseNothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = "t" + thread;
                work.add(() -> {
                    for (int i = 0; i < 25; i++) {
                        writer.append(Entries.step(name + "_" + i));
                        writer.commit();
                        journal.post("r1", new CancelRequested(name, false, null));
                        writer.renew();
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(journal.read("r1")).hasSize(1 + 200);
        assertThat(new ChainVerifier().verify(journal.chains(), null).ok()).isTrue();
    }
}
