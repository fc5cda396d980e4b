package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.Occasion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a missed opening waits for a person before its first step. */
@NullUnmarked
final class FirstQuestionTest {
    private static final String BODY = """
            steps:
              - id: look
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

    private RunOutcome asked() {
        Occasion occasion = new Occasion("nightly", Instant.parse("2026-11-24T01:00:00Z"));
        Origin origin = new Origin("service", null, null, occasion, "Missed by 2 h. Start it now?");
        return bench.engine.run(
                new RunRequest(
                        EngineBench.runbook(BODY),
                        Map.of(),
                        origin,
                        new RunRequest.Watch(RunListener.NONE, bench.cancellation)),
                bench.world());
    }

    private RunOutcome answered(boolean start) {
        String run = asked().run();
        bench.journal.post(
                run,
                new Answered(
                        FirstQuestion.PATH,
                        "filled_in",
                        "bob",
                        null,
                        Map.of("start", start),
                        null,
                        null,
                        bench.clock.instant()));
        return bench.resume(run);
    }

    @Test
    void nothingRunsBeforeThePersonHasAnswered() {
        RunOutcome outcome = asked();

        assertThat(outcome.state()).isEqualTo("waiting");
        assertThat(bench.view(outcome).pause().due()).isNull();
        assertThat(bench.view(outcome).steps().get(FirstQuestion.PATH).isAsking())
                .isTrue();
        assertThat(bench.view(outcome).steps()).doesNotContainKey("look");
        RunStarted first = bench.view(outcome).started();
        assertThat(first.occasion()).isEqualTo(new Occasion("nightly", Instant.parse("2026-11-24T01:00:00Z")));
        assertThat(first.question()).isEqualTo("Missed by 2 h. Start it now?");

        assertThat(bench.resume(outcome.run()).state()).isEqualTo("waiting");
    }

    @Test
    void yesStartsIt() {
        RunOutcome outcome = answered(true);

        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(bench.states(outcome)).containsEntry("look", "ok").containsEntry(FirstQuestion.PATH, "ok");
    }

    @Test
    void noEndsIt() {
        RunOutcome outcome = answered(false);

        assertThat(outcome.state()).isEqualTo("cancelled");
        assertThat(outcome.problem().message()).contains("bob said no");
        assertThat(bench.states(outcome)).doesNotContainKey("look");
    }
}
