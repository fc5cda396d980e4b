package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.RunView;
import dev.runwright.model.ProgramStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StepLoopTest {
    @TempDir
    Path folder;

    private EngineBench bench;
    private final List<String> done = new ArrayList<>();
    private final Map<String, Function<String, Outcome>> answers = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        bench = new EngineBench(folder);
        bench.executors.put(ProgramStep.class, new NamedPrograms(String::valueOf, this::perform));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** By its first word: {@code fail} fails, {@code lost} is not heard of again, all else succeeds. */
    private Outcome perform(String call) {
        done.add(call);
        StepError error = StepError.of(ErrorClass.UNKNOWN, "exit code 1");
        for (Map.Entry<String, Function<String, Outcome>> answer : answers.entrySet()) {
            if (call.startsWith(answer.getKey())) {
                return answer.getValue().apply(call);
            }
        }
        if (call.startsWith("[fail")) {
            return new Outcome.Failed(error, null);
        }
        return call.startsWith("[lost") ? new Outcome.Unknown(error) : new Outcome.Returned(Reply.of(call));
    }

    @Test
    void stepsSeeWhatEarlierOnesGave() {
        RunOutcome outcome = bench.run("""
                inputs: {who: {type: string, default: anna}}
                steps:
                  - id: first
                    program: [say, "${{ inputs.who }}"]
                  - assert: ${{ steps.first.output == '[say, anna]' && steps.first.state == 'changed' }}
                    else: wrong
                outputs: {said: "${{ steps.first.output }}"}
                """, Map.of("who", "anna"));
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(bench.view(outcome).end().outputs()).containsEntry("said", "[say, anna]");
        assertThat(bench.view(outcome).recap()).containsEntry("ok", 1).containsEntry("changed", 1);
    }

    @Test
    void aFailedAssertStopsTheRunWithItsSentence() {
        RunOutcome outcome = bench.run("""
                steps:
                  - assert: ${{ 1 == 2 }}
                    else: One is not two.
                  - program: [never]
                """);
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(outcome.problem().message()).isEqualTo("One is not two.");
        assertThat(done).isEmpty();
    }

    @Test
    void aRescueMakesTheGroupGoodAndTheFailedStepCountsAsRescued() {
        RunOutcome outcome = bench.run("""
                steps:
                  - id: block
                    group:
                      - id: bad
                        program: [fail]
                      - program: [never]
                    rescue:
                      - program: [mend, "${{ error.step }}", "${{ error.message }}"]
                    always:
                      - program: [clean]
                  - program: [on]
                """);
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(done).containsExactly("[fail]", "[mend, block/bad, exit code 1]", "[clean]", "[on]");
        assertThat(bench.states(outcome)).containsEntry("block", "rescued").containsEntry("block/bad", "rescued");
        assertThat(bench.view(outcome).recap()).containsEntry("rescued", 1).containsEntry("failed", 0);
    }

    @Test
    void aRescueCountsTheStepThatFailedHoweverDeepItStands() {
        RunOutcome outcome = bench.run("""
                steps:
                  - id: outer
                    group:
                      - id: each
                        foreach: [ok_a, fail_b]
                        group:
                          - id: say
                            program: ["${{ item }}"]
                    rescue:
                      - program: [mend, "${{ error.step }}"]
                """);
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(done).contains("[mend, outer/each[fail_b]/say]");
        assertThat(bench.view(outcome).recap()).containsEntry("rescued", 1).containsEntry("failed", 0);
    }

    @Test
    void aFailingRescueFailsTheRunAndTheAlwaysStepsRunAtEachLevel() {
        RunOutcome outcome = bench.run("""
                steps:
                  - group:
                      - program: [fail]
                    rescue:
                      - program: [fail, again]
                    always:
                      - program: [inner]
                  - program: [never]
                always:
                  - program: [outer]
                """);
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(done).containsExactly("[fail]", "[fail, again]", "[inner]", "[outer]");
    }

    @Test
    void continueGoesOnAfterAFailure() {
        RunOutcome outcome = bench.run("""
                steps:
                  - program: [fail]
                    on_error: continue
                  - program: [next]
                """);
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(bench.view(outcome).recap()).containsEntry("failed", 1).containsEntry("changed", 1);
    }

    @Test
    void anUnknownOutcomeStopsEverythingEvenAlways() {
        RunOutcome outcome = bench.run("""
                steps:
                  - group:
                      - program: [lost]
                    rescue:
                      - program: [never]
                    always:
                      - program: [never]
                always:
                  - program: [never]
                """);
        assertThat(outcome.state()).isEqualTo("unknown");
        assertThat(done).containsExactly("[lost]");
        RunView view = bench.view(outcome);
        assertThat(view.state()).isEqualTo("unknown");
        assertThat(view.end()).isNull();
    }

    @Test
    void aFanOutGivesResultsByKeyAndStopsAtTheFirstFailure() {
        RunOutcome outcome = bench.run("""
                steps:
                  - id: each
                    foreach: [ok_a, fail_b, ok_c]
                    as: word
                    program: ["${{ word }}"]
                    on_error: continue
                  - assert: ${{ steps.each.results['ok_a'].state == 'changed' && steps.each.results['ok_c'].state == 'skipped' }}
                    else: wrong
                """);
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(bench.states(outcome))
                .containsEntry("each[ok_a]", "changed")
                .containsEntry("each[fail_b]", "failed")
                .containsEntry("each", "failed");
        assertThat(done).containsExactly("[ok_a]", "[fail_b]");
    }

    @Test
    void aGroupInAFanOutKeepsItsStepsByIteration() {
        RunOutcome outcome = bench.run("""
                steps:
                  - id: each
                    foreach: [{name: a}, {name: b/c}]
                    key: ${{ item.name }}
                    group:
                      - id: say
                        program: [say, "${{ item.name }}"]
                      - program: [hear, "${{ steps.say.output }}"]
                  - assert: ${{ steps.each.results['b/c'].steps.say.output == '[say, b/c]' }}
                    else: wrong
                """);
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(bench.states(outcome)).containsKeys("each[a]/say", "each[b%2Fc]/say");
        assertThat(done).contains("[hear, [say, a]]", "[hear, [say, b/c]]");
    }

    @Test
    void twoEqualKeysFailTheStepBeforeTheFirstItem() {
        RunOutcome outcome = bench.run("""
                steps:
                  - foreach: [anna, ANNA]
                    program: [x]
                """);
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(outcome.problem().message()).contains("'ANNA'");
        assertThat(done).isEmpty();
    }

    @Test
    void anEmptyFanOutIsSkipped() {
        assertThat(bench.states(bench.run("""
                steps:
                  - id: each
                    foreach: []
                    program: [x]
                """))).containsEntry("each", "skipped");
    }

    @Test
    void aParallelHasChangedIfABranchOfItHas() {
        RunOutcome outcome = bench.run("""
                steps:
                  - id: both
                    parallel:
                      - {id: left, program: [change]}
                      - {id: right, assert: "${{ true }}", else: never}
                  - id: looks
                    parallel:
                      - {id: here, assert: "${{ true }}", else: never}
                      - {id: there, assert: "${{ true }}", else: never}
                """);
        assertThat(bench.states(outcome)).containsEntry("both", "changed").containsEntry("looks", "ok");
    }

    @Test
    void aStepThatMayHaveActedIsNotTriedAgain() {
        RunOutcome outcome = bench.run("""
                steps:
                  - program: [fail]
                    retry: {times: 3, delay: 1s}
                """);
        assertThat(outcome.state()).isEqualTo("failed");
        assertThat(done).hasSize(1);
    }

    @Test
    void aReadingStepIsTriedAgainAndThePlannedRetryIsInTheJournal() {
        RunOutcome outcome = bench.run("""
                steps:
                  - program: [fail]
                    effect: read
                    retry: {times: 2, delay: 1s}
                """);
        assertThat(done).hasSize(3);
        assertThat(bench.journal.read(outcome.run()))
                .filteredOn(entry -> entry.entry() instanceof JournalEntry.RetryPlanned)
                .hasSize(2);
    }

    @Test
    void aCheckThatFailsMeansThatNoRunExists() {
        RunOutcome outcome = bench.run("""
                checks:
                  - that: ${{ 1 > 2 }}
                    else: No.
                steps:
                  - program: [never]
                """);
        assertThat(outcome.state()).isEqualTo("refused");
        assertThat(outcome.problems()).singleElement().asString().contains("No.");
        assertThat(bench.journal.runs()).isEmpty();
    }

    @Test
    void aRunWhoseProcessIsGoneIsMarkedInterruptedAndKeepsItsLock() {
        JournalEntry.RunStarted first = dev.runwright.store.Entries.started("sandbox:mailbox/anna");
        bench.journal.begin("left", first);
        assertThat(bench.engine.noticeInterrupted("ann")).containsExactly("left");
        assertThat(RunView.of(bench.journal.read("left")).state()).isEqualTo("interrupted");
        assertThat(bench.journal.locks()).hasSize(1);
        assertThat(bench.engine.noticeInterrupted("ann")).isEmpty();
    }
}
