package dev.runwright.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.TimerSet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RunLines lines = new RunLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    private final Told told = new Told(lines);

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStepIsOneLineOnceItHasEnded() {
        told.run().begin("close", "group").step("close/a", "ok").begin("close/b", "cmdlet");
        told.entry(new RetryPlanned("close/b", 2, Instant.EPOCH, null));
        told.end("close/b", "failed", "It is broken.").end("close", "failed");
        assertThat(text().lines())
                .containsExactly(
                        "run 20261124-101500-07k9x",
                        "ok         close/a  Set-X",
                        "retry      close/b  attempt 1 failed",
                        "failed     close/b  Set-X",
                        "             book.yaml:3:5: It is broken.");
    }

    @Test
    void theRecapOfAFanOutIsAMatrix() {
        told.run().fanOut("off", List.of("ann", "bob"));
        told.begin("off[ann]", "group").step("off[ann]/hide", "ok").step("off[ann]/close", "changed");
        told.end("off[ann]", "changed").begin("off[bob]", "group").step("off[bob]/hide", "ok");
        told.step("off[bob]/close", "failed").end("off[bob]", "failed").end("off", "failed");
        assertThat(text().lines().skip(5))
                .containsExactly(
                        "targets    off  2 of 2 targets, changed 1, failed 1",
                        "                   hide        close",
                        "  * changed    ann ✓ ok        * changed",
                        "  ✗ failed     bob ✓ ok        ✗ failed");
    }

    @Test
    void whoIsWaitedForIsALineToo() {
        told.run().begin("approval", "approve").asked("approval", "Close them?", "ann");
        assertThat(text()).contains("waiting    approval  2 approvals of ann: Close them?");
    }

    @Test
    void aWaitThatLooksAgainAndAgainIsOneLine() {
        told.run().begin("done", "wait");
        for (int look = 1; look <= 3; look++) {
            told.entry(new TimerSet("done", Instant.EPOCH.plusSeconds(15L * look), "until x", Instant.EPOCH, look));
        }
        assertThat(text().lines().filter(line -> line.startsWith("waiting"))).hasSize(1);
    }

    @Test
    void nothingInAPipeIsACode() {
        told.run().begin("a", "program", "echo \u001b[2J").say("a", "dropped", "\u009b31m 7 lines", null);
        told.end("a", "failed", "red \u001b[31m");
        assertThat(text()).contains("echo \uFFFD[2J").doesNotContain("\u001b", "\u009b");
    }
}
