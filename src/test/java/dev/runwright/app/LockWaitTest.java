package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that waits for its lock in a process of its own, which stands still right after it has said so in the journal. */
@NullUnmarked
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LockWaitTest {
    private static final String HOLDER = """
            runwright: 1
            runbook: holder
            title: Holds the door
            lock: door
            steps:
            - id: look
              manual: Look at the door.
              undo: {irreversible: it was seen}
            """;
    private static final String WAITS = """
            runwright: 1
            runbook: waits
            title: Waits for the door
            lock: door
            if_locked: wait
            steps:
            - id: tip
              cmdlet: Set-Mailbox
              with: {Identity: carla@contoso.com, MailTip: Behind the door}
              state: Get-Mailbox
            always:
            - assert: ${{ 1 > 0 }}
              else: never
            """;

    /** Begun without its lock, the timer appended, and committed. */
    private static final String SAID = "3";

    @TempDir
    Path folder;

    private Tool tool;
    private Child child;
    private String holder;

    @BeforeEach
    void waitingRun() throws IOException {
        tool = new Tool(folder);
        tool.write("waits.yaml", WAITS);
        assertThat(tool.run("rehearse", tool.write("holder.yaml", HOLDER)).code())
                .isEqualTo(3);
        holder = newest();
        child = Child.start(tool, SAID, 0, "rehearse", "waits.yaml");
        assertThat(child.halted()).as(child.text()).isTrue();
    }

    @AfterEach
    void end() throws IOException {
        child.close();
    }

    private String newest() {
        return String.valueOf(tool.run("show", "last", "-o", "json").document().get("run"));
    }

    private Map<String, Object> shown(String run) {
        return tool.run("show", run, "-o", "json").document();
    }

    private static List<Object> steps(Map<String, Object> shown) {
        return Data.list(shown.get("steps"));
    }

    private boolean isTouched() {
        return tool.run("estate", "show", "-o", "json").out().contains("Behind the door");
    }

    @Test
    void isShownAsWaitingAndByWhom() {
        assertThat(child.text()).contains("waiting    The lock 'sandbox:door' is held by run " + holder);
        Tool.Done shown = tool.run("show", "last");
        assertThat(shown.out()).contains("waiting: The lock 'sandbox:door' is held by run " + holder);
        Map<String, Object> waiting = Data.map(shown(newest()).get("waiting"));
        assertThat(String.valueOf(waiting.get("why"))).contains("is held by run " + holder);
        assertThat(tool.run("runs").out().lines().filter(line -> line.contains("waits")))
                .singleElement()
                .asString()
                .contains(" waiting ");
        assertThat(tool.run("undo", "last").code()).isEqualTo(6);
        assertThat(isTouched()).isFalse();
    }

    @Test
    void aCancelEndsTheWaitAndNothingWasDone() throws Exception {
        String run = newest();
        assertThat(tool.run("cancel", run).code()).isZero();
        child.goOn();
        assertThat(child.end()).as(child.text()).isEqualTo(5);
        assertThat(shown(run)).containsEntry("state", "cancelled");
        assertThat(steps(shown(run))).isEmpty();
        assertThat(isTouched()).isFalse();
    }

    @Test
    void aKilledOneIsCarriedOnOnceTheLockIsFree() throws Exception {
        String run = newest();
        child.kill();
        Tool.Done shown = tool.run("show", run);
        assertThat(shown.err()).contains("'runwright resume " + run + "' carries it on");
        assertThat(shown.out()).contains("interrupted", "waiting: The lock 'sandbox:door' is held by run " + holder);
        assertThat(tool.run("answer", holder).code()).isZero();
        assertThat(tool.run("resume", holder).code()).isZero();
        Tool.Done resumed = tool.run("resume", run);
        assertThat(resumed.code()).as(resumed.out() + resumed.err()).isZero();
        assertThat(shown(run)).containsEntry("state", "succeeded").containsEntry("waiting", null);
        assertThat(isTouched()).isTrue();
        assertThat(tool.run("audit", "verify").code()).isZero();
        assertThat(types(run)).containsSubsequence("timer_set", "run_interrupted", "run_resumed", "locks_taken");
    }

    @Test
    void aKilledOneCanBeCancelledWhileTheLockIsHeld() throws Exception {
        String run = newest();
        child.kill();
        Tool.Done cancelled = tool.run("cancel", run);
        assertThat(cancelled.code()).as(cancelled.out() + cancelled.err()).isZero();
        assertThat(shown(run)).containsEntry("state", "cancelled");
        assertThat(steps(shown(run))).isEmpty();
        assertThat(tool.run("answer", holder).code()).isZero();
        assertThat(tool.run("resume", holder).code()).isZero();
    }

    @Test
    void aProcessIsLetGoAtAWaitThatIsLongerThanItHolds() {
        Tool.Done paused = tool.run("rehearse", folder.resolve("waits.yaml").toString(), "--hold", "0s", "-o", "json");
        assertThat(paused.code()).as(paused.err()).isEqualTo(3);
        assertThat(paused.err()).contains("is held by run " + holder, "carries the run on once that is done");
        assertThat(paused.document()).containsEntry("state", "waiting");
        String run = String.valueOf(paused.document().get("run"));
        assertThat(tool.run("resume", run, "--hold", "0s").code()).isEqualTo(3);
        Tool.Done wrong = tool.run("resume", run, "--hold", "long");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--hold long: expected a time such as");
        assertThat(tool.run("cancel", run).code()).isZero();
    }

    private Stream<String> types(String run) {
        return tool.run("audit", run, "-o", "json").list().stream()
                .map(row -> String.valueOf(Data.map(row).get("type")));
    }
}
