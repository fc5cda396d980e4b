package dev.runwright.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ApprovalVoided;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.StepDecided;
import dev.runwright.journal.JournalEntry.StepRescued;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.JournalEntry.WaveStarted;
import dev.runwright.store.Entries;
import dev.runwright.text.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class RunViewTest {
    private static final Instant THEN = Instant.parse("2026-11-24T03:00:00Z");
    private static final ProcessMark LATER = new ProcessMark("other", 1, THEN);

    private static RunView view(JournalEntry... entries) {
        List<Recorded> recorded = new ArrayList<>();
        recorded.add(new Recorded("r1", 1, THEN, Entries.started(), "", ""));
        for (JournalEntry entry : entries) {
            recorded.add(new Recorded("r1", recorded.size() + 1, THEN, entry, "", ""));
        }
        return RunView.of(recorded);
    }

    private static StepStarted container(String path, String kind) {
        return new StepStarted(
                path, kind, 1, "read", kind, "d", "none", null, null, new Position("q.yaml", 1, 1), null);
    }

    private static PersonAsked asked(int quorum) {
        return new PersonAsked(
                "go", "approve", "Go?", List.of(), quorum, null, null, false, null, Map.of(), Map.of(), "d", null);
    }

    private static Answered answered(String answer) {
        return new Answered("go", answer, "eve", null, Map.of(), null, "d", THEN);
    }

    @Test
    void aRunThatGoesOnIsRunningAndKnowsWhoDrivesIt() {
        JournalEntry pause = new RunPaused("waiting", "Go?", "go", null);
        JournalEntry resume = new RunResumed(LATER, "eve", null, null, null, Map.of(), List.of(), null);
        RunView paused = view(pause);
        assertThat(paused.state()).isEqualTo("waiting");
        assertThat(paused.process()).isEqualTo(Entries.PROCESS);
        RunView resumed = view(pause, resume);
        assertThat(resumed.state()).isEqualTo("running");
        assertThat(resumed.pause()).isNull();
        assertThat(resumed.process()).isEqualTo(LATER);
    }

    @Test
    void aStepWaitsUntilEnoughPeopleHaveAnswered() {
        StepStarted start = container("go", "approve");
        assertThat(view(start, asked(2)).steps().get("go").state()).isEqualTo("waiting");
        StepView one = view(start, asked(2), answered("approved")).steps().get("go");
        assertThat(one.isAsking()).isTrue();
        StepView two = view(start, asked(2), answered("approved"), answered("approved"))
                .steps()
                .get("go");
        assertThat(two.isAsking()).isFalse();
        StepView no = view(start, asked(2), answered("rejected")).steps().get("go");
        assertThat(no.isAsking()).isFalse();
    }

    @Test
    void answersBeforeADriftOrANewQuestionDoNotCount() {
        ApprovalVoided voided = new ApprovalVoided("go", "d2", List.of("mailbox"));
        assertThat(view(asked(1), answered("approved"), voided)
                        .steps()
                        .get("go")
                        .answers())
                .isEmpty();
        assertThat(view(asked(1), answered("approved"), asked(1))
                        .steps()
                        .get("go")
                        .answers())
                .isEmpty();
        assertThat(view(asked(1), voided, answered("approved"))
                        .steps()
                        .get("go")
                        .answers())
                .hasSize(1);
    }

    @Test
    void whatWasDecidedPlannedOrSetHoldsUntilTheStepBeginsAgain() {
        StepStarted start = Entries.step("x");
        JournalEntry decided = new StepDecided("x", "retry", "eve", null);
        JournalEntry retry = new RetryPlanned("x", 2, THEN, null);
        JournalEntry timer = new TimerSet("x", THEN, "until");
        StepView before = view(start, timer, retry, Entries.ended("x", "unknown"), decided)
                .steps()
                .get("x");
        assertThat(before.decided()).isEqualTo(decided);
        assertThat(before.retry()).isEqualTo(retry);
        assertThat(before.timer()).isEqualTo(timer);
        StepView again = view(start, timer, retry, Entries.ended("x", "unknown"), decided, start)
                .steps()
                .get("x");
        assertThat(again.decided()).isNull();
        assertThat(again.retry()).isNull();
        assertThat(again.timer()).isNull();
        assertThat(view(start, timer).steps().get("x").state()).isEqualTo("waiting");
        assertThat(view(start, timer, Entries.ended("x", "ok")).steps().get("x").state())
                .isEqualTo("ok");
    }

    @Test
    void theRecapCountsStepsAndNotWhatHoldsThem() {
        RunView run = view(
                container("all", "foreach"),
                container("all[a]", "runbook"),
                Entries.step("all[a]/x"),
                Entries.ended("all[a]/x", "failed"),
                new StepRescued("all[a]/x"),
                Entries.ended("all[a]", "rescued"),
                Entries.ended("all", "failed"),
                Entries.ended("late", "skipped"));
        assertThat(run.recap())
                .containsEntry("rescued", 1)
                .containsEntry("skipped", 1)
                .containsEntry("failed", 0);
    }

    @Test
    void aGroupThatFailsBeforeItsFirstStepCountsItself() {
        RunView run = view(container("all", "group"), Entries.ended("all", "failed"));
        assertThat(run.recap()).containsEntry("failed", 1);
    }

    @Test
    void wavesStandByTheirFanOut() {
        WaveStarted first = new WaveStarted("all", 1, List.of("a"));
        WaveStarted second = new WaveStarted("all", 2, List.of("b", "c"));
        assertThat(view(first, second).waves()).containsEntry("all", List.of(first, second));
    }
}
