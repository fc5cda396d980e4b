package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.RunView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that wait for an approval and go on, each against the company: what it lets through, and what makes it void. */
@NullUnmarked
final class ApprovalsTest {
    private static final String APPROVED = """
            steps:
              - id: ok
                approve: Close the door?
              - id: close
                cmdlet: Set-CASMailbox
                with: {Identity: carla@tiny.example, ImapEnabled: false}
                state: Get-CASMailbox
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

    private void approve(String run) {
        approve(run, "ok");
    }

    private void approve(String run, String path) {
        String digest =
                RunView.of(bench.journal.read(run)).steps().get(path).asked().digest();
        bench.journal.post(
                run,
                new Answered(
                        path, "approved", "bob", null, Map.of(), null, digest, Instant.parse("2026-11-24T04:00:00Z")));
    }

    @Test
    void anApprovalLetsThroughWhatWasApproved() {
        RunOutcome waiting = bench.runApproved(APPROVED);
        assertThat(waiting.state()).isEqualTo("waiting");
        approve(waiting.run());
        RunOutcome end = bench.resume(waiting.run());
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(bench.states(end)).containsEntry("ok", "ok").containsEntry("close", "changed");
    }

    @Test
    void anApprovalIsVoidOnceSomebodyChangedWhatItWasAbout() {
        RunOutcome waiting = bench.runApproved(APPROVED);
        approve(waiting.run());
        bench.estate.invoke("Set-CASMailbox", Map.of("Identity", "carla@tiny.example", "ImapEnabled", false));

        RunOutcome again = bench.resume(waiting.run());

        assertThat(again.state()).isEqualTo("waiting");
        assertThat(again.problem().message()).contains("void", "ImapEnabled");
        assertThat(bench.states(again)).doesNotContainKey("close");
        approve(waiting.run());
        assertThat(bench.states(bench.resume(waiting.run()))).containsEntry("close", "unchanged");
    }

    /** The plan of each holds what the others do; that they have done it meanwhile is no drift, what a stranger did is. */
    @Test
    void approvalsOfItemsThatWaitTogetherAreGivenOneByOne() {
        RunOutcome waiting = bench.runApproved("""
            steps:
              - id: each
                foreach: [anna@tiny.example, carla@tiny.example, support@tiny.example]
                at_once: 3
                group:
                  - id: ok
                    approve: Close ${{ item }}?
                  - id: close
                    cmdlet: Set-CASMailbox
                    with: {Identity: "${{ item }}", PopEnabled: false}
                    state: Get-CASMailbox
            """);
        approve(waiting.run(), "each[anna@tiny.example]/ok");
        RunOutcome one = bench.resume(waiting.run());
        assertThat(bench.states(one)).containsEntry("each[anna@tiny.example]/close", "changed");
        approve(waiting.run(), "each[carla@tiny.example]/ok");
        RunOutcome two = bench.resume(waiting.run());
        assertThat(bench.states(two)).containsEntry("each[carla@tiny.example]/close", "changed");

        approve(waiting.run(), "each[support@tiny.example]/ok");
        bench.estate.invoke("Set-CASMailbox", Map.of("Identity", "support@tiny.example", "PopEnabled", false));
        assertThat(bench.resume(waiting.run()).problem().message())
                .contains(
                        "void: each[support@tiny.example]/close: PopEnabled was true -> false, now as wanted already.")
                .doesNotContain("anna", "carla");
    }

    @Test
    void anApprovalIsVoidOnceTheRunGoesByAnotherRunbook() {
        String run = bench.runApproved(APPROVED).run();
        approve(run);
        Definition other = EngineBench.runbook("purpose: another one\n" + APPROVED);
        RunOutcome again = bench.engine.resume(
                new ResumeRequest(
                        run,
                        List.of(),
                        other,
                        Map.of(),
                        new Origin("ann", "why", null),
                        new RunRequest.Watch(RunListener.NONE, bench.cancellation)),
                bench.world());
        assertThat(again.problem().message()).contains("the runbook or its inputs are not those that were approved");
        approve(run);
        assertThat(bench.resume(run).state()).isEqualTo("succeeded");
    }
}
