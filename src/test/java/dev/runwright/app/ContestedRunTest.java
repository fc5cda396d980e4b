package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.store.PostgresForTests;
import dev.runwright.store.PostgresServer;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes that want the same run, each a real one, on a store in a file and on one in a server. */
@NullUnmarked
@ParameterizedClass
@ValueSource(booleans = {false, true})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ContestedRunTest {
    private static final int LEASE_OVER = 60;
    private static final String WAITING = """
            runwright: 1
            runbook: waiting
            title: A person first, changes then
            steps:
            - id: pull
              manual: Pull the cable.
              undo: {irreversible: it is out}
            - id: tip
              cmdlet: Set-Mailbox
              with: {Identity: carla@contoso.com, MailTip: Away}
              state: Get-Mailbox
            - id: doors
              cmdlet: Set-CASMailbox
              with: {Identity: carla@contoso.com, ImapEnabled: false}
              state: Get-CASMailbox
            - id: sender
              cmdlet: Set-Mailbox
              with: {Identity: dirk@contoso.com, MailTip: Away too}
              state: Get-Mailbox
            """;

    @Parameter
    boolean onServer;

    @TempDir
    Path folder;

    private PostgresServer server;
    private Tool tool;

    @BeforeEach
    void answeredRun() throws IOException {
        tool = new Tool(folder);
        if (onServer) {
            server = PostgresForTests.database();
            tool.config("runwright.yaml", server, "");
        }
        String file = tool.write("waiting.yaml", WAITING);
        Tool.Done begun = tool.run("rehearse", file);
        assertThat(begun.code()).as(begun.out() + begun.err()).isEqualTo(3);
        assertThat(tool.run("answer", "last").code()).isZero();
    }

    @AfterEach
    void drop() {
        if (onServer) {
            PostgresForTests.drop(server);
        }
    }

    private String run() {
        return String.valueOf(tool.run("show", "last", "-o", "json").document().get("run"));
    }

    private List<Recorded> entries(String run) {
        Clock clock = Clock.systemUTC();
        try (SqlJournal journal = onServer
                ? SqlJournal.open(server, clock)
                : SqlJournal.open(folder.resolve("home/runwright.db"), clock)) {
            return journal.read(run);
        }
    }

    private List<Object> changes() {
        List<Object> changes = new ArrayList<>();
        Data.list(tool.run("estate", "show", "-o", "json").document().get("log")).stream()
                .map(Data::map)
                .filter(call -> !call.get("effect").equals("read"))
                .forEach(call -> changes.add(call.get("command")));
        return changes;
    }

    /** Every step began once, every change was sent once and came once, and the chain holds. */
    private void ranOnce(String run) {
        List<Recorded> entries = entries(run);
        assertThat(entries.stream().filter(one -> one.entry() instanceof StepStarted))
                .hasSize(4);
        assertThat(entries.stream().filter(one -> one.entry() instanceof ChangeSent))
                .hasSize(3);
        assertThat(changes()).hasSize(3);
        assertThat(tool.run("show", run, "-o", "json").document()).containsEntry("state", "succeeded");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    /** Both stand just before they take the run, and are let go together. */
    @RepeatedTest(3)
    void ofTwoThatResumeOneRunExactlyOneDrivesIt() throws Exception {
        String run = run();
        try (Child one = Child.start(tool, HaltingMain.BEFORE_TAKING_OVER, 0, "resume", run);
                Child other = Child.start(tool, HaltingMain.BEFORE_TAKING_OVER, 0, "resume", run)) {
            assertThat(one.halted()).as(one.text()).isTrue();
            assertThat(other.halted()).as(other.text()).isTrue();
            one.goOn();
            other.goOn();
            List<Integer> codes = List.of(one.end(), other.end());
            assertThat(codes).as(one.text() + other.text()).containsExactlyInAnyOrder(0, 6);
            Child loser = codes.get(0) == 6 ? one : other;
            assertThat(loser.text()).containsPattern("Run " + run + " (is driven by process|has ended)");
        }
        ranOnce(run);
    }

    /** The second one comes while the first is in the middle of the run. */
    @Test
    void whileOneDrivesARunTheOtherIsRefused() throws Exception {
        String run = run();
        try (Child one = Child.start(tool, "8", 0, "resume", run)) {
            assertThat(one.halted()).as(one.text()).isTrue();
            try (Child other = Child.start(tool, "0", 0, "resume", run)) {
                assertThat(other.end()).as(other.text()).isEqualTo(6);
                assertThat(other.text()).contains("Run " + run + " is driven by process");
            }
            one.goOn();
            assertThat(one.end()).as(one.text()).isZero();
        }
        ranOnce(run);
    }

    /**
     * The first is stopped in the middle of the run; by the clock of the second its lease has run out. One of the points is that
     * between the commit of a change and its sending.
     */
    @ParameterizedTest
    @ValueSource(strings = {HaltingMain.BEFORE_SENDING, "8", "9", "10"})
    @DisabledOnOs(OS.WINDOWS)
    void aProcessThatWasPausedPastItsLeaseDoesNothingMore(String point) throws Exception {
        String run = run();
        try (Child paused = Child.start(tool, point, 0, "resume", run)) {
            assertThat(paused.halted()).as(paused.text()).isTrue();
            paused.signal("STOP");
            int before = entries(run).size();
            try (Child second = Child.start(tool, "0", LEASE_OVER, "resume", run)) {
                assertThat(second.end()).as(second.text()).isZero();
            }
            List<Recorded> after = entries(run);
            List<Object> changes = changes();
            assertThat(after).hasSizeGreaterThan(before);
            paused.goOn();
            paused.signal("CONT");
            assertThat(paused.end()).as(paused.text()).isEqualTo(1);
            assertThat(paused.text()).contains("Another process drives run " + run + " now");
            assertThat(entries(run)).isEqualTo(after);
            assertThat(changes()).isEqualTo(changes);
        }
        assertThat(tool.run("show", run, "-o", "json").document()).containsEntry("state", "succeeded");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }
}
