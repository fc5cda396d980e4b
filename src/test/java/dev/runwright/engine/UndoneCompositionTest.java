package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.estate.Difference;
import dev.runwright.journal.JournalEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done by fan-outs, called runbooks, branches and between waves is taken back like any other change. */
@NullUnmarked
final class UndoneCompositionTest {
    private static final List<String> PEOPLE = List.of("anna", "carla", "support");

    private static final String WAVES = """
            steps:
              - id: each
                foreach: [anna@tiny.example, carla@tiny.example]
                waves: [1, 100%]
                between_waves:
                  - id: tell
                    cmdlet: Set-Mailbox
                    with: {Identity: support@tiny.example, CustomAttribute2: half done}
                    state: Get-Mailbox
                group:
                  - id: tip
                    cmdlet: Set-Mailbox
                    with: {Identity: "${{ item }}", CustomAttribute2: closed}
                    state: Get-Mailbox
            """;

    private static final String CALLED = """
            runwright: 1
            runbook: close
            title: Closes one mailbox
            inputs:
              who: {type: string}
            steps:
              - id: tip
                cmdlet: Set-Mailbox
                with: {Identity: "${{ inputs.who }}", CustomAttribute2: closed}
                state: Get-Mailbox
              - id: note
                cmdlet: Set-Mailbox
                with: {Identity: "${{ inputs.who }}", CustomAttribute1: closed}
                undo:
                  - id: clear
                    cmdlet: Set-Mailbox
                    with: {Identity: "${{ inputs.who }}", CustomAttribute1: null}
                    state: Get-Mailbox
            """;

    private static final String CALLER = """
            runwright: 1
            runbook: test
            title: A test
            steps:
              - id: call
                foreach: [anna@tiny.example, support@tiny.example]
                runbook: close
                with: {who: "${{ item }}"}
            """;

    /** Branches that change the same property of the same mailbox, and others. */
    private static final String BRANCHES = """
            steps:
              - id: side
                parallel:
                  - id: one
                    group:
                      - id: tip
                        cmdlet: Set-Mailbox
                        with: {Identity: anna@tiny.example, CustomAttribute3: closed, CustomAttribute1: one}
                        state: Get-Mailbox
                  - id: two
                    group:
                      - id: tip2
                        cmdlet: Set-Mailbox
                        with: {Identity: anna@tiny.example, CustomAttribute3: closed, CustomAttribute2: two}
                        state: Get-Mailbox
                  - id: three
                    group:
                      - id: doors
                        cmdlet: Set-CASMailbox
                        with: {Identity: carla@tiny.example, ImapEnabled: false}
                        state: Get-CASMailbox
            """;

    @TempDir
    Path folder;

    private static Definition called() {
        Definition.Called close = new Definition.Called(EngineBench.read("close.yaml", CALLED), Map.of());
        return new Definition(
                EngineBench.read("test.yaml", CALLER), Map.of(), Map.of("close", close), EngineBench.CATALOGUE);
    }

    private static List<String> tips(EngineBench bench) {
        return PEOPLE.stream()
                .map(name -> String.valueOf(bench.property("Get-Mailbox", name + "@tiny.example", "CustomAttribute2")))
                .toList();
    }

    private EngineBench bench(String name) throws Exception {
        EngineBench bench = new EngineBench(Files.createDirectory(folder.resolve(name)));
        bench.estate.snapshot("before");
        return bench;
    }

    @Test
    void anExplicitUndoReadsWhatEarlierStepsFound() {
        try (EngineBench bench = new EngineBench(folder)) {
            RunOutcome outcome = bench.run("""
                    steps:
                      - id: found
                        group:
                          - id: before_all
                            cmdlet: Get-Mailbox
                            with: {Identity: anna@tiny.example}
                            returns: one
                      - id: note
                        cmdlet: Set-Mailbox
                        with: {Identity: anna@tiny.example, MailTip: null}
                        undo:
                          - id: as_it_was
                            cmdlet: Set-Mailbox
                            with: {Identity: "${{ steps.before_all.output.Identity }}", MailTip: "${{ steps.before_all.output.MailTip }}"}
                          - id: and_its_note
                            cmdlet: Set-Mailbox
                            with: {Identity: anna@tiny.example, CustomAttribute1: "${{ steps.as_it_was.state }}"}
                    """);
            assertThat(outcome.problem()).isNull();

            RunOutcome undone = bench.undo(outcome.run(), UndoChoice.STANDARD);

            assertThat(undone.problem()).isNull();
            assertThat(bench.property("Get-Mailbox", "anna", "MailTip"))
                    .asString()
                    .contains("Back soon");
            assertThat(bench.property("Get-Mailbox", "anna", "CustomAttribute1"))
                    .isEqualTo("changed");
        }
    }

    @Test
    void whatWasMadeIsNamedWhenItIsTakenAwayAgain() {
        String search = """
                - id: %1$s
                  cmdlet: New-ComplianceSearch
                  with: {Name: RW %1$s, ExchangeLocation: [anna@tiny.example], ContentMatchQuery: 'Subject:"x"'}
                  state: Get-ComplianceSearch
                """;
        try (EngineBench bench = new EngineBench(folder)) {
            bench.run("steps:\n" + search.formatted("theirs"));
            bench.estate.snapshot("before");
            RunOutcome outcome = bench.run("steps:\n" + search.formatted("ours"));

            RunOutcome undone = bench.undo(outcome.run(), UndoChoice.STANDARD);

            assertThat(undone.problem()).isNull();
            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void whatActsOnAnotherComputerIsReadThereToo() {
        try (EngineBench bench = EngineBench.contoso(folder)) {
            bench.estate.snapshot("before");
            RunOutcome outcome = bench.run("""
                    steps:
                      - id: shut
                        cmdlet: Set-NetFirewallProfile
                        with: {Name: [Domain], CimSession: [EX01], DefaultInboundAction: Block}
                        state: Get-NetFirewallProfile
                    """);
            assertThat(outcome.problem()).isNull();
            assertThat(bench.sinceSnapshot())
                    .extracting(Difference::path)
                    .containsExactly("windows/firewall/EX01/Domain");

            assertThat(bench.undo(outcome.run(), UndoChoice.STANDARD).problem()).isNull();

            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void ofAFanOutOnlyTheChosenKeysAreTakenBackAndTheRestLater() throws Exception {
        try (EngineBench bench = bench("waves")) {
            RunOutcome run = bench.run(WAVES);
            assertThat(tips(bench)).containsExactly("closed", "closed", "half done");

            UndoChoice anna = new UndoChoice(List.of("ANNA@tiny.example"), List.of(), List.of(), true, "ask");
            assertThat(bench.undo(run.run(), anna).state()).isEqualTo("succeeded");
            assertThat(tips(bench)).containsExactly("null", "closed", "half done");
            assertThat(new Standing(bench.journal).state(bench.view(run))).isEqualTo("partly undone");

            UndoChoice between = new UndoChoice(List.of("tell"), List.of(), List.of(), true, "ask");
            assertThat(bench.undo(run.run(), between).state()).isEqualTo("succeeded");
            assertThat(tips(bench).get(2)).isEqualTo("null");

            assertThat(bench.undo(run.run()).state()).isEqualTo("succeeded");
            assertThat(bench.sinceSnapshot()).isEmpty();
            assertThat(new Standing(bench.journal).state(bench.view(run))).isEqualTo("undone");
        }
    }

    @Test
    void stepsBetweenWavesAreTakenBackInTheirTurn() throws Exception {
        try (EngineBench bench = bench("between")) {
            RunOutcome run = bench.run(WAVES);
            RunOutcome undo = bench.undo(run.run());
            assertThat(bench.states(undo).keySet())
                    .containsExactly(
                            "each[carla@tiny.example]/tip", "each/after_wave_1/tell", "each[anna@tiny.example]/tip");
            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void aCalledRunbookIsTakenBackWithItsOwnInputs() throws Exception {
        try (EngineBench bench = bench("called")) {
            RunOutcome run = bench.run(called(), Map.of());
            assertThat(run.state()).as(String.valueOf(run.problem())).isEqualTo("succeeded");
            assertThat(tips(bench)).containsExactly("closed", "null", "closed");

            RunOutcome undo = bench.undo(run.run());
            assertThat(undo.state()).as(String.valueOf(undo.problem())).isEqualTo("succeeded");
            assertThat(tips(bench)).containsExactly("null", "null", "null");
            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void branchesThatChangeTheSameObjectAreTakenBack() throws Exception {
        for (int turn = 0; turn < 5; turn++) {
            try (EngineBench bench = bench("branches" + turn)) {
                RunOutcome run = bench.run(BRANCHES);
                assertThat(run.state()).as(String.valueOf(run.problem())).isEqualTo("succeeded");
                RunOutcome undo = bench.undo(run.run());
                assertThat(undo.state()).as(String.valueOf(undo.problem())).isEqualTo("succeeded");
                assertThat(bench.sinceSnapshot()).isEmpty();
            }
        }
    }

    /** The branch that sends first lands last, over what the other one has written and read back meanwhile. */
    private static final class Overtaking implements RunListener {
        private final CountDownLatch sent = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicReference<Thread> slow = new AtomicReference<>();
        private final AtomicReference<Thread> quick = new AtomicReference<>();

        @Override
        public void appended(String run, JournalEntry entry) {
            if (entry instanceof JournalEntry.StepStarted && "side/one/tip".equals(entry.path())) {
                quick.set(Thread.currentThread());
            } else if (entry instanceof JournalEntry.ChangeSent && "side/two/tip2".equals(entry.path())) {
                slow.set(Thread.currentThread());
                sent.countDown();
            } else if (entry instanceof JournalEntry.StepEnded && "side/one/tip".equals(entry.path())) {
                ended.countDown();
            }
        }

        @Override
        public void event(String path, Events.Event event) {}

        void beforeCall() {
            try {
                if (Thread.currentThread() == quick.get()) {
                    sent.await();
                } else if (Thread.currentThread() == slow.get()) {
                    ended.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void branchesThatOverwriteEachOthersValueAreTakenBackWithoutDrift() throws Exception {
        String body = BRANCHES.replace("CustomAttribute2: two", "CustomAttribute1: two");
        try (EngineBench bench = bench("rivals")) {
            Overtaking overtaking = new Overtaking();
            bench.cmdlets.around(overtaking::beforeCall, () -> {});
            RunOutcome run = bench.run(EngineBench.runbook(body), Map.of(), overtaking);
            assertThat(run.state()).as(String.valueOf(run.problem())).isEqualTo("succeeded");
            assertThat(bench.property("Get-Mailbox", "anna@tiny.example", "CustomAttribute1"))
                    .isEqualTo("two");

            bench.cmdlets.around(() -> {}, () -> {});
            RunOutcome undo = bench.undo(run.run());
            assertThat(undo.state()).as(String.valueOf(undo.problem())).isEqualTo("succeeded");
            assertThat(bench.sinceSnapshot()).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseChangedIsDriftInBranchesToo() throws Exception {
        try (EngineBench bench = bench("drifted")) {
            RunOutcome run = bench.run(BRANCHES);
            bench.estate.invoke("Set-Mailbox", Map.of("Identity", "anna@tiny.example", "CustomAttribute1", "mine"));
            assertThat(bench.undo(run.run()).state()).isEqualTo("drifted");
        }
    }

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static RunListener killer(int at) {
        return new RunListener() {
            private int seen;

            @Override
            public void appended(String run, JournalEntry entry) {
                if (++seen == at) {
                    throw new Killed();
                }
            }

            @Override
            public void event(String path, Events.Event event) {}
        };
    }

    private static boolean undoUntil(EngineBench bench, String run, int at) {
        UndoChoice all = new UndoChoice(List.of(), List.of(), List.of(), true, "ask");
        RunRequest.Watch watch = new RunRequest.Watch(killer(at), bench.cancellation);
        try {
            bench.engine.undo(new RunEngine.UndoRequest(run, all, new Origin("ann", null, null), watch), bench.world());
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    @Test
    void anUndoThatWasKilledAtAnyEntryIsCarriedOnLikeAnyRun() throws Exception {
        int points = 0;
        boolean killed = true;
        while (killed) {
            points++;
            try (EngineBench bench = bench("killed" + points)) {
                RunOutcome run = bench.run(called(), Map.of());
                killed = undoUntil(bench, run.run(), points);
                if (killed && !bench.journal.open().isEmpty()) {
                    RunOutcome end = bench.resume("run-2");
                    assertThat(end.state()).as(points + ": " + end.problem()).isEqualTo("succeeded");
                }
                assertThat(bench.sinceSnapshot())
                        .as("killed at entry " + points)
                        .isEmpty();
                assertThat(new Standing(bench.journal).state(bench.view(run))).isEqualTo("undone");
            }
        }
        assertThat(points).isGreaterThan(10);
    }
}
