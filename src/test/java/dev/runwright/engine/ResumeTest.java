package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.RunView;
import dev.runwright.model.ProgramStep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stand still, or whose process is gone, and go on. */
@NullUnmarked
final class ResumeTest {
    private static final String MANUAL = """
            steps:
              - id: look
                manual: Look at the mailbox.
                undo: {irreversible: it is only looked at}
              - id: after
                assert: ${{ steps.look.output.by == 'bob' }}
                else: Somebody else looked.
            """;
    private static final String PROGRAM = """
            steps:
              - id: send
                program: [send]
                undo: {irreversible: a message}
              - id: after
                assert: ${{ true }}
                else: never
            """;

    private EngineBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** A program whose first calls end without an answer. */
    private static final class Lossy {
        private int lost = 1;
        private int calls;

        private Outcome perform(String name) {
            calls++;
            return calls <= lost
                    ? new Outcome.Unknown(StepError.of(ErrorClass.TIMEOUT, "No answer came."))
                    : NamedPrograms.returned("sent");
        }
    }

    private Lossy lossy() {
        Lossy program = new Lossy();
        bench.executors.put(ProgramStep.class, new NamedPrograms(program::perform));
        return program;
    }

    @Test
    void anAnswerCarriesAWaitingRunOn() {
        RunOutcome waiting = bench.run(MANUAL);
        assertThat(waiting.state()).isEqualTo("waiting");
        assertThat(bench.resume(waiting.run()).state()).isEqualTo("waiting");

        bench.journal.post(
                waiting.run(),
                new Answered("look", "done", "bob", null, Map.of(), null, null, Instant.parse("2026-11-24T04:00:00Z")));
        RunOutcome end = bench.resume(waiting.run());

        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.states(end)).containsEntry("look", "changed").containsEntry("after", "ok");
    }

    @Test
    void anUnknownOutcomeWaitsForAPersonAndNamesTheThreeCommands() {
        Lossy program = lossy();
        RunOutcome unknown = bench.run(PROGRAM);
        assertThat(unknown.state()).isEqualTo("unknown");
        assertThat(unknown.problem().message())
                .contains("--done send", "--retry send", "--skip send")
                .contains(unknown.run());
        assertThat(bench.resume(unknown.run()).state()).isEqualTo("unknown");
        assertThat(program.calls).isEqualTo(1);
    }

    @Test
    void aPersonSettlesAnUnknownOutcome() {
        Lossy program = lossy();
        String done = bench.run(PROGRAM).run();
        assertThat(bench.resume(done, new ResumeRequest.Decision("send", "done"))
                        .state())
                .isEqualTo("succeeded");
        assertThat(program.calls).isEqualTo(1);

        String skipped = bench.run(PROGRAM.replace("send]", "send, again]")).run();
        assertThat(RunView.of(bench.journal.read(skipped)).state()).isEqualTo("succeeded");
    }

    @Test
    void aRetrySendsAnUnknownChangeOnceMore() {
        Lossy program = lossy();
        String run = bench.run(PROGRAM).run();
        RunOutcome end = bench.resume(run, new ResumeRequest.Decision("send", "retry"));
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(program.calls).isEqualTo(2);
        assertThat(bench.states(end)).containsEntry("send", "changed");
    }

    @Test
    void aRetryWhoseOutcomeIsUnknownTooHasEndedSo() {
        lossy().lost = 2;
        String run = bench.run(PROGRAM).run();
        RunOutcome again = bench.resume(run, new ResumeRequest.Decision("send", "retry"));
        assertThat(again.state()).isEqualTo("unknown");
        assertThat(bench.states(again)).containsEntry("send", "unknown");
        assertThat(bench.view(again).recap()).containsEntry("unknown", 1);
        assertThat(bench.resume(run, new ResumeRequest.Decision("send", "retry"))
                        .state())
                .isEqualTo("succeeded");
    }

    @Test
    void theLockOfAnUnknownRunIsItsOwnAfterAnUndoAndMustBeFreeWhenItGoesOn() {
        lossy().lost = 2;
        String locked = "lock: door\n" + PROGRAM;
        String run = bench.run(locked).run();
        assertThat(bench.undo(run).state()).isEqualTo("succeeded");
        assertThat(bench.journal.locks()).isNotEmpty();
        assertThatThrownBy(() -> bench.run(locked)).isInstanceOf(LockedException.class);

        bench.journal.unlock(run);
        String other = bench.run(locked).run();
        assertThatThrownBy(() -> bench.resume(run, new ResumeRequest.Decision("send", "skip")))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(other);
        assertThat(bench.view(bench.resume(other, new ResumeRequest.Decision("send", "skip")))
                        .state())
                .isEqualTo("succeeded");
        assertThat(bench.resume(run, new ResumeRequest.Decision("send", "skip")).state())
                .isEqualTo("succeeded");
        assertThat(bench.journal.locks()).isEmpty();
    }

    @Test
    void onlyAnOpenStepCanBeDecided() {
        lossy();
        String run = bench.run(PROGRAM).run();
        assertThatThrownBy(() -> bench.resume(run, new ResumeRequest.Decision("after", "done")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("was not reached, so nothing can be decided about it; open: send.");
    }

    @Test
    void anEndedRunIsNotResumed() {
        String run =
                bench.run("steps: [{assert: \"${{ true }}\", else: never}]\n").run();
        assertThatThrownBy(() -> bench.resume(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has ended (succeeded)");
    }

    @Test
    void aRunThatALiveProcessDrivesIsNotResumed() {
        String run = bench.run(MANUAL).run();
        bench.journal.takeOver(run, new ProcessMark("elsewhere", 7, Instant.EPOCH), process -> false);
        assertThatThrownBy(() -> bench.engineOfAllAlive().resume(bench.resumption(run), bench.world()))
                .isInstanceOf(dev.runwright.journal.DrivenException.class)
                .hasMessageContaining("process 7 on elsewhere");
    }

    @Test
    void aCancelledWaitingRunEndsWithItsAlwaysSteps() {
        String run = bench.run(MANUAL + "always: [{id: last, assert: \"${{ true }}\", else: never}]\n")
                .run();
        bench.journal.post(run, new CancelRequested("bob", false, "not needed"));
        RunOutcome end = bench.resume(run);
        assertThat(end.state()).isEqualTo("cancelled");
        assertThat(bench.states(end)).containsEntry("last", "ok").doesNotContainKey("after");
    }

    /** Something happens while the program is under way. */
    private void during(Runnable happening) {
        bench.executors.put(ProgramStep.class, new StepExecutor<ProgramStep>() {
            @Override
            public Class<ProgramStep> kind() {
                return ProgramStep.class;
            }

            @Override
            public Action prepare(ProgramStep step, StepContext context) {
                return new Meanwhile(happening);
            }
        });
    }

    private record Meanwhile(Runnable happening) implements Action {
        @Override
        public String call() {
            return "send";
        }

        @Override
        public dev.runwright.model.Effect effect() {
            return dev.runwright.model.Effect.CHANGE;
        }

        @Override
        public Outcome perform(Attempt attempt) {
            happening.run();
            return new Outcome.Returned(Reply.of("sent"));
        }
    }

    @Test
    void aWishToStopThatSomebodyElsePostsIsHeededAfterTheStepUnderWay() {
        during(() -> {
            bench.journal.post("run-1", new CancelRequested("bob", false, null));
            bench.pulse.beat();
        });
        RunOutcome end = bench.run(PROGRAM);
        assertThat(end.state()).isEqualTo("cancelled");
        assertThat(bench.states(end)).containsEntry("send", "changed").doesNotContainKey("after");
        assertThat(bench.view(end).cancel().actor()).isEqualTo("bob");
    }

    @Test
    void aProcessThatLostItsLeaseInTheMiddleOfAStepWritesNothingMore() {
        ProcessMark other = new ProcessMark("elsewhere", 7, Instant.EPOCH);
        during(() -> {
            bench.journal.takeOver("run-1", other, process -> false);
            assertThatThrownBy(bench.pulse::beat).hasMessageContaining("Another process drives run run-1 now");
        });
        assertThatThrownBy(() -> bench.run(PROGRAM)).hasMessageContaining("Another process drives run run-1 now");

        RunView view = RunView.of(bench.journal.read("run-1"));
        assertThat(view.steps().get("send").ended()).isNull();
        assertThat(view.state()).isEqualTo("running");
        assertThat(bench.cancellation.now()).isTrue();
        assertThat(bench.journal.leases().get(0).process()).isEqualTo(other);
    }

    @Test
    void aWaitIsATimerInTheJournalAndTakesNoRealTime() {
        Instant before = bench.estate.now();
        RunOutcome end = bench.run("steps: [{id: pause, wait: 30d}]\n");
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.estate.now()).isEqualTo(before.plusSeconds(30L * 86_400));
        assertThat(bench.view(end).steps().get("pause").timer()).isNotNull();
    }

    @Test
    void aReadingIsRepeatedUntilItsConditionHolds() {
        bench.fault("fail call 1 of Get-Mailbox before with throttled");
        RunOutcome end = bench.run("""
                steps:
                  - id: there
                    cmdlet: Get-Mailbox
                    with: {Identity: anna@tiny.example}
                    returns: one
                    until: ${{ output.Alias == 'anna' }}
                    every: 10s
                """);
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.cmdlets.calls()).hasSize(2);
    }

    @Test
    void branchesAreUnderWayTogetherAndTheirResultsAreSeenAfterwards() {
        RunOutcome end = bench.run("""
                steps:
                  - id: both
                    parallel:
                      - id: anna
                        cmdlet: Get-Mailbox
                        with: {Identity: anna@tiny.example}
                        returns: one
                      - id: carla
                        cmdlet: Get-Mailbox
                        with: {Identity: carla@tiny.example}
                        returns: one
                  - assert: ${{ steps.anna.output.Alias == 'anna' && steps.carla.output.Alias == 'carla' }}
                    else: Results are lost.
                """);
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(List.copyOf(bench.states(end).keySet())).contains("both", "both/anna", "both/carla");
    }
}
