package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class RunTimeTest {
    private static final String TEN_MINUTES = """
            timeout: 10m
            steps:
              - id: first
                assert: "${{ true }}"
                else: never
              - id: look
                manual: Look at it.
                undo: {irreversible: it was seen}
              - id: after
                assert: "${{ true }}"
                else: never
            """;

    @TempDir
    Path folder;

    private EngineBench bench;

    @BeforeEach
    void open() {
        bench = new EngineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private RunOutcome answered(String step, RunOutcome waiting) {
        assertThat(waiting.state()).isEqualTo("waiting");
        bench.journal.post(
                waiting.run(), new Answered(step, "done", "bob", null, Map.of(), null, null, bench.clock.instant()));
        return bench.resume(waiting.run());
    }

    /** A run in which eleven minutes pass once a step has ended. */
    private RunOutcome elevenMinutesAfter(String path, String body) {
        return bench.run(EngineBench.runbook(body), Map.of(), new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {
                if (path.equals(entry.path()) && entry instanceof JournalEntry.StepEnded) {
                    bench.clock.move(Duration.ofMinutes(11));
                }
            }

            @Override
            public void event(String path, Events.Event event) {}
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"P5D", "PT1S", "-PT1H", "-P400D"})
    void theTimeOfPeopleIsNotTheRunsHoweverTheClockJumps(String jump) {
        RunOutcome waiting = bench.run(TEN_MINUTES);
        bench.clock.move(Duration.parse(jump));
        RunOutcome end = answered("look", waiting);
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.states(end)).containsEntry("after", "ok");
        assertThat(bench.view(end).driven()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theTimeInWhichItWasDrivenBeforeCounts() {
        RunOutcome waiting = elevenMinutesAfter("first", TEN_MINUTES);
        RunOutcome end = answered("look", waiting);
        assertThat(end.state()).isEqualTo("failed");
        assertThat(end.problem().kind()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(bench.states(end)).doesNotContainKey("after");
    }

    private static final String LIMITED = """
            steps:
              - id: part
                timeout: 10m
                %s
              - {id: next, assert: "${{ true }}", else: never}
            """;

    private static final String INNER = """
            runwright: 1
            runbook: inner
            title: Inner
            steps: [{id: pause, wait: 20m}, {id: late, wait: 1s}]
            """;

    private static Definition.Called called() {
        return new Definition.Called(EngineBench.read("inner.yaml", INNER), Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            group: [{id: pause, wait: 20m}, {id: late, wait: 1s}]    | part/pause     | part/late
            parallel: [{id: pause, wait: 20m}, {id: late, group: [{id: a, wait: 20m}, {id: b, wait: 1s}]}] | part/pause or part/late/a | part/late/b
            runbook: inner                                           | part/pause     | part/late
            foreach: [x, y, z];group: [{id: pause, wait: 6m}]         | part[y]/pause  | part[z]
            foreach: [x, y, z];wait: 6m                              | part[y]        | part[z]
            """)
    void theTimeOfAStepThatHoldsOthersBoundsAllOfThem(String body, String cut, String never) {
        String yaml = body.replace(";", "\n    ");
        Definition plain = EngineBench.runbook(LIMITED.formatted(yaml));
        Definition definition = new Definition(plain.runbook(), Map.of(), Map.of("inner", called()), plain.catalogue());
        Instant begun = bench.estate.now();
        RunOutcome end = bench.run(definition, Map.of());
        assertThat(end.state()).isEqualTo("failed");
        assertThat(end.problem().kind()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(end.problem().message()).isEqualTo("The time limit of 600 s for step part is over.");
        assertThat(bench.states(end)).doesNotContainKeys(never, "next");
        // Of two branches one may have used the time up before the other began.
        assertThat(List.of(cut.split(" or ", -1)))
                .anyMatch(path -> "failed".equals(bench.states(end).get(path)));
        assertThat(bench.states(end)).containsEntry("part", "failed");
        assertThat(Duration.between(begun, bench.estate.now())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatAlwaysRunsHasTimeOfItsOwnAndARescueOutsideMaySaveTheRun() {
        RunOutcome end = bench.run("""
                steps:
                  - id: outer
                    group:
                      - id: part
                        timeout: 10m
                        group: [{id: pause, wait: 20m}]
                        rescue: [{id: inner_rescue, wait: 1s}]
                        always: [{id: tidy, wait: 1m}]
                    rescue: [{id: saved, assert: "${{ error.class == 'timeout' }}", else: another error}]
                """);
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.states(end))
                .containsEntry("outer/part/tidy", "ok")
                .containsEntry("outer/saved", "ok")
                .doesNotContainKey("outer/part/inner_rescue");
    }

    @ParameterizedTest
    @CsvSource({"before, succeeded", "part/first, failed"})
    void theTimeInWhichAGroupWasDrivenBeforeCounts(String slow, String state) {
        RunOutcome waiting = elevenMinutesAfter(slow, """
                steps:
                  - {id: before, assert: "${{ true }}", else: never}
                  - id: part
                    timeout: 10m
                    group:
                      - {id: first, assert: "${{ true }}", else: never}
                      - id: look
                        manual: Look at it.
                        undo: {irreversible: it was seen}
                      - {id: after, assert: "${{ true }}", else: never}
                """);
        bench.clock.move(Duration.ofDays(2));
        RunOutcome end = answered("part/look", waiting);
        assertThat(end.state()).isEqualTo(state);
        assertThat(bench.states(end).containsKey("part/after")).isEqualTo(state.equals("succeeded"));
    }
}
