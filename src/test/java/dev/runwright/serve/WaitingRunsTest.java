package dev.runwright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.RunWriter;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.HandClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs the service may carry on, and from when on. */
@NullUnmarked
final class WaitingRunsTest {
    private final HandClock clock = HandClock.at("2026-03-20T12:00:00Z");
    private SqlJournal journal;
    private WaitingRuns waiting;

    @BeforeEach
    void open(@TempDir Path folder) {
        journal = SqlJournal.open(folder.resolve("runwright.db"), clock);
        waiting = new WaitingRuns(journal);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private List<String> due() {
        return waiting.due(clock.instant()).stream().map(WaitingRuns.Due::run).toList();
    }

    private void write(String run, JournalEntry... entries) {
        boolean begun = journal.runs().contains(run);
        try (RunWriter writer = begun
                ? journal.takeOver(run, Entries.PROCESS, process -> false)
                : journal.begin(run, Entries.started())) {
            for (JournalEntry entry : entries) {
                writer.append(entry);
            }
            writer.anchor(false);
        }
    }

    private static RunPaused pause(Instant due) {
        return new RunPaused("waiting", "It waits.", "pause", due);
    }

    private static PersonAsked asked(Instant expires) {
        return new PersonAsked(
                "ok",
                "approve",
                "Go on?",
                List.of(),
                2,
                expires,
                "rejected",
                false,
                null,
                Map.of(),
                Map.of(),
                null,
                null);
    }

    private Answered approved(String actor) {
        return new Answered("ok", "approved", actor, null, Map.of(), null, null, clock.instant());
    }

    @Test
    void aRunThatAProcessDrivesIsLeftAlone() {
        RunWriter byHand = journal.begin("r1", Entries.started());
        assertThat(due()).isEmpty();
        clock.set("2026-03-21T12:00:00Z");
        assertThat(due()).isEmpty();
        byHand.append(new RunInterrupted(Entries.PROCESS, "ann"));
        byHand.anchor(false);
        byHand.close();
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void theTimerOfARehearsalTakesNoTime() {
        Instant due = Instant.parse("2026-03-20T13:00:00Z");
        write("r1", Entries.step("pause"), new TimerSet("pause", due, "for an hour"), pause(due));
        write("r2", Entries.step("try"), new RetryPlanned("try", 2, due, null), pause(due));
        assertThat(due()).containsExactlyInAnyOrder("r1", "r2");
        assertThat(waiting.states()).containsEntry("waiting", 2);
    }

    /** Else a rehearsal outside its window would be tried, and would pause, all the time. */
    @Test
    void aWindowOpensByTheClockOfThisMachineInARehearsalToo() {
        Instant retried = Instant.parse("2026-03-20T11:00:00Z");
        Instant opening = Instant.parse("2026-03-20T22:00:00Z");
        write("r1", Entries.step("try"), new RetryPlanned("try", 2, retried, null), pause(opening));
        assertThat(due()).isEmpty();
        clock.set("2026-03-20T21:59:59Z");
        assertThat(due()).isEmpty();
        clock.set("2026-03-20T22:00:00Z");
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void aRunThatWaitsForItsLocksGoesOnOnceTheyAreFree() {
        RunWriter holder = journal.begin("r0", Entries.started("door"));
        RunWriter waits = journal.beginUnlocked("r1", Entries.started("door"));
        waits.append(new TimerSet(null, clock.instant(), "The lock is held."));
        waits.append(pause(null));
        waits.anchor(false);
        waits.close();
        assertThat(due()).isEmpty();
        assertThat(waiting.states()).containsEntry("waiting", 1);
        holder.anchor(true);
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void anItemThatWaitsForItsLockIsLookedAtWhenItIsDueInARehearsalToo() {
        Instant due = clock.instant().plusSeconds(60);
        write(
                "r1",
                Entries.step("each"),
                new TimerSet("each[a]", clock.instant(), "The lock is held."),
                new RunPaused("waiting", "The lock is held.", "each[a]", due));
        assertThat(due()).isEmpty();
        clock.set("2026-03-20T12:01:00Z");
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void peopleCarryARunOnOnceEnoughHaveAnswered() {
        write("r1", Entries.step("ok"), asked(null), pause(null));
        assertThat(due()).isEmpty();
        write("r1", approved("bob"));
        assertThat(due()).isEmpty();
        write("r1", approved("eva"));
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void whatThePersonSaidCarriesARunOnOnlyOnce() {
        write("r1", Entries.step("ok"), asked(null), pause(null), approved("bob"), approved("ann"));
        assertThat(due()).containsExactly("r1");
        write(
                "r1",
                new RunResumed(Entries.PROCESS, "service", null, null, null, Map.of(), List.of(), null),
                pause(null));
        waiting.carried("r1");
        assertThat(due()).isEmpty();
        write("r1", approved("eva"));
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void aQuestionThatExpiresCarriesARunOn() {
        write("r1", Entries.step("ok"), asked(Instant.parse("2026-03-20T14:00:00Z")), pause(null));
        assertThat(due()).isEmpty();
        clock.set("2026-03-20T14:00:00Z");
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void whatWasPostedIsTakenUp() {
        write("r1", Entries.step("ok"), asked(null), pause(null));
        assertThat(due()).isEmpty();
        journal.post("r1", approved("bob"));
        assertThat(due()).containsExactly("r1");
    }

    @Test
    void anUnknownOutcomeIsAPersonsBusiness() {
        write("r1", Entries.step("send"), new RunPaused("unknown", "Nobody knows.", "send", null));
        assertThat(due()).isEmpty();
        assertThat(waiting.states()).containsEntry("unknown", 1);
    }

    @Test
    void aRunThatKillsItsProcessesIsLeftToAPerson() {
        write("r1", new RunInterrupted(Entries.PROCESS, "ann"));
        assertThat(due()).containsExactly("r1");
        for (int i = 1; i < WaitingRuns.DEATHS; i++) {
            write(
                    "r1",
                    new RunResumed(Entries.PROCESS, "service", null, null, null, Map.of(), List.of(), null),
                    new RunInterrupted(Entries.PROCESS, "ann"));
        }
        assertThat(due()).isEmpty();
    }

    @Test
    void theLongestWaitingComesFirst() {
        write("r1", Entries.step("ok"), asked(Instant.parse("2026-03-20T14:00:00Z")), pause(null));
        write("r2", Entries.step("ok"), asked(Instant.parse("2026-03-20T13:00:00Z")), pause(null));
        clock.set("2026-03-20T15:00:00Z");
        assertThat(due()).containsExactly("r2", "r1");
    }
}
