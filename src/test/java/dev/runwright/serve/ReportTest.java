package dev.runwright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.StepError;
import dev.runwright.engine.TakenBack;
import dev.runwright.engine.UndoPlan;
import dev.runwright.value.HandClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service says of a run that its close ended. */
final class ReportTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Metrics metrics = new Metrics();
    private final HandClock clock = HandClock.at("2026-03-20T12:00:00Z");
    private final Report report =
            new Report(new EventLog(new PrintStream(log, true, StandardCharsets.UTF_8), clock, true), metrics, clock);

    private static RunOutcome closed(RunOutcome undo) {
        return new RunOutcome(
                "run-1",
                "cancelled",
                null,
                List.of(),
                List.of(),
                new TakenBack(new UndoPlan("run-1", List.of()), undo));
    }

    @ParameterizedTest
    @CsvSource({
        "run-2, succeeded, run_taken_back, ''",
        ", drifted, run_not_taken_back, Nothing was taken back",
        "run-2, failed, run_not_taken_back, The undo ended failed: It is gone. 'runwright undo run-1' does the rest.",
        "run-2, unknown, run_not_taken_back, The undo is unknown: 'runwright resume run-2' carries it on.",
    })
    void whatBecameOfItsChangesIsLoggedAndCounted(String undo, String state, String event, String problem) {
        StepError gone = StepError.of(ErrorClass.UNKNOWN, "It is gone.");
        report.ended("run-1", closed(new RunOutcome(undo, state, gone, List.of(), List.of())));

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"event\":\"run_ended\"", "\"event\":\"" + event + "\"", problem);
        assertThat(metrics.text(Map.of()))
                .contains(
                        "runwright_runs_ended_total{state=\"cancelled\"} 1",
                        "runwright_taken_back_total{state=\"" + state + "\"} 1");
    }

    @Test
    void aRunThatEndedByItselfIsNotTakenBack() {
        report.ended("run-1", new RunOutcome("run-1", "succeeded", null, List.of(), List.of()));

        assertThat(log.toString(StandardCharsets.UTF_8)).contains("run_ended").doesNotContain("taken_back");
        assertThat(metrics.text(Map.of())).doesNotContain("taken_back_total{");
    }
}
