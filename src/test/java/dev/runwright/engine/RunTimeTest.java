package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    private RunOutcome answered(RunOutcome waiting) {
        assertThat(waiting.state()).isEqualTo("waiting");
        bench.journal.post(
                waiting.run(), new Answered("look", "done", "bob", null, Map.of(), null, null, bench.clock.instant()));
        return bench.resume(waiting.run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"P5D", "PT1S", "-PT1H", "-P400D"})
    void theTimeOfPeopleIsNotTheRunsHoweverTheClockJumps(String jump) {
        RunOutcome waiting = bench.run(TEN_MINUTES);
        bench.clock.move(Duration.parse(jump));
        RunOutcome end = answered(waiting);
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.states(end)).containsEntry("after", "ok");
        assertThat(bench.view(end).driven()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theTimeInWhichItWasDrivenBeforeCounts() {
        RunOutcome waiting = bench.run(EngineBench.runbook(TEN_MINUTES), Map.of(), new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {
                if ("first".equals(entry.path()) && entry instanceof JournalEntry.StepEnded) {
                    bench.clock.move(Duration.ofMinutes(11));
                }
            }

            @Override
            public void event(String path, Events.Event event) {}
        });
        RunOutcome end = answered(waiting);
        assertThat(end.state()).isEqualTo("failed");
        assertThat(end.problem().kind()).isEqualTo(ErrorClass.TIMEOUT);
        assertThat(bench.states(end)).doesNotContainKey("after");
    }
}
