package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.Recorded;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a process of their own that is killed, or asked to stop, while a change is on its way. */
@NullUnmarked
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LeftBehindTest {
    private static final String[] ANNA = {
        "rehearse", "quarantine-mailbox", "-i", "mailbox=anna@contoso.com", "-i", "ticket=SEC-1",
        "-i", "end_sessions=false", "-i", "reset_password=false", "-i", "confirm_risk=false"
    };

    @TempDir
    Path folder;

    private Tool tool;
    private Process process;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
        tool.run("estate", "snapshot", "before");
    }

    @AfterEach
    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Starts the quarantine in a process of its own and waits until a change of {@code cmdlet} is in the journal as sent. */
    private void startUntilSent(String cmdlet) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Drunwright.install=" + System.getProperty("runwright.install"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(ANNA));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(tool.environment);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile());
        process = builder.start();
        while (process.isAlive() && !sent(cmdlet)) {
            Thread.onSpinWait();
        }
        assertThat(process.isAlive()).as(out()).isTrue();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out.txt"));
    }

    private boolean sent(String cmdlet) {
        Path file = folder.resolve("home/runwright.db");
        if (!Files.exists(file)) {
            return false;
        }
        try (SqlJournal journal = SqlJournal.open(file, Clock.systemUTC())) {
            return journal.runs().stream()
                    .flatMap(run -> journal.read(run).stream())
                    .map(Recorded::entry)
                    .anyMatch(entry -> entry instanceof JournalEntry.ChangeSent change
                            && change.cmdlet().equals(cmdlet));
        } catch (JournalException e) {
            return false;
        }
    }

    private Map<String, Object> onlyRun() {
        return Data.map(tool.run("runs", "-o", "json").list().get(0));
    }

    @Test
    void aKilledRunIsInterruptedKeepsItsLockAndCanBeUndoneWithoutATrace() throws Exception {
        tool.run("estate", "fault", "fail call 1 of New-TransportRule after with stuck");
        startUntilSent("New-TransportRule");
        die();

        Map<String, Object> run = onlyRun();
        assertThat(run).containsEntry("state", "interrupted");
        Tool.Done second = tool.run(ANNA);
        assertThat(second.code()).isEqualTo(6);
        assertThat(second.err()).contains(String.valueOf(run.get("run")));
        assertThat(tool.run("audit", "verify").code()).isZero();

        Tool.Done undo = tool.run("undo", String.valueOf(run.get("run")));
        assertThat(undo.code()).as(undo.out() + undo.err()).isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
        assertThat(tool.run(ANNA).code()).isZero();
    }

    @Test
    void aKilledRunIsNoticedAndGoesOnToItsEnd() throws Exception {
        tool.run("estate", "fault", "fail call 1 of New-TransportRule after with stuck");
        startUntilSent("New-TransportRule");
        die();

        Tool.Done resumed = tool.run("resume", "last");
        assertThat(resumed.err()).contains("was left behind by a process that is gone");
        assertThat(resumed.code()).as(resumed.out() + resumed.err()).isZero();
        assertThat(onlyRun()).containsEntry("state", "succeeded");
        assertThat(tool.run("audit", "verify").code()).isZero();
        assertThat(tool.run("undo", "last").code()).isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSecondCtrlCStopsTheStepUnderWayAndTheReadingSettlesIt() throws Exception {
        tool.run("estate", "fault", "fail call 1 of New-TransportRule after with hang");
        startUntilSent("New-TransportRule");
        interrupt();
        while (process.isAlive() && !out().contains("stopping: the step under way may finish")) {
            Thread.onSpinWait(); // the system makes one of two signals that nobody has heard yet
        }
        interrupt();
        assertThat(process.waitFor()).isIn(4, 5);
        assertThat(out()).contains("stopping now");
        String state = String.valueOf(onlyRun().get("state"));
        assertThat(state).isIn("cancelled", "unknown");
        assertThat(tool.run("undo", String.valueOf(onlyRun().get("run"))).code())
                .isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
    }

    @Test
    void aDrivenRunIsNotResumedAndIsStoppedByTwoCancelsFromAnotherProcess() throws Exception {
        tool.run("estate", "fault", "fail call 1 of New-TransportRule after with hang");
        startUntilSent("New-TransportRule");
        Tool.Done resume = tool.run("resume", "last", "-o", "json");
        assertThat(resume.code()).isEqualTo(6);
        assertThat(resume.document()).containsEntry("state", "refused");
        assertThat(tool.run("cancel", "last").out()).contains("the step under way may finish");
        assertThat(tool.run("cancel", "last", "--now").code()).isZero();
        assertThat(process.waitFor()).isIn(4, 5);
        assertThat(tool.run("undo", String.valueOf(onlyRun().get("run"))).code())
                .isZero();
        assertThat(tool.run("estate", "diff", "before").code()).isZero();
    }

    /** The process is gone; the fault goes too, in case the call had not reached it. */
    private void die() throws InterruptedException {
        process.destroyForcibly().waitFor();
        assertThat(tool.run("estate", "fault", "--clear").code()).isZero();
    }

    /** As Ctrl-C does; where whoever started these tests lets no Ctrl-C through, by the other wish to stop, which means the same. */
    private void interrupt() throws IOException, InterruptedException {
        String signal = ignoresCtrlC() ? "-TERM" : "-INT";
        assertThat(new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private boolean ignoresCtrlC() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
