package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.Recorded;
import dev.runwright.store.Line;
import dev.runwright.store.PostgresForTests;
import dev.runwright.store.PostgresServer;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes on one PostgreSQL, killed, paused and cut off from it. */
@NullUnmarked
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SeveralNodesTest {
    private static final String CONFIG = "runwright.yaml";
    private static final int NODES = 3;
    private static final int RUNS = Integer.getInteger("runwright.test.waiting", 4);
    private static final String WAITING = """
            runwright: 1
            runbook: waiting
            title: A person first, changes then
            inputs:
              rule: {type: string}
            steps:
            - id: pull
              manual: Pull the cable.
              undo: {irreversible: it is out}
            - id: first
              cmdlet: New-TransportRule
              with: {Name: "${{ inputs.rule }} in", FromScope: NotInOrganization, PrependSubject: "[x] "}
              state: Get-TransportRule
            - id: second
              cmdlet: New-TransportRule
              with: {Name: "${{ inputs.rule }} out", FromScope: InOrganization, PrependSubject: "[x] "}
              state: Get-TransportRule
            """;

    @TempDir
    Path folder;

    private PostgresServer server;
    private Tool tool;
    private final List<String> runs = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        server = PostgresForTests.database();
        tool = new Tool(folder);
        tool.config(CONFIG, server, "");
        tool.write("waiting.yaml", WAITING);
    }

    @AfterEach
    void drop() {
        PostgresForTests.drop(server);
    }

    private Tool.Done done(int code, String... arguments) {
        Tool.Done done = tool.run(arguments);
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(code);
        return done;
    }

    /** A run whose person has answered: nobody drives it, and it can go on. */
    private void answered(String rule) {
        String file = folder.resolve("waiting.yaml").toString();
        String run = String.valueOf(done(3, "rehearse", file, "-i", "rule=" + rule, "-o", "json")
                .document()
                .get("run"));
        done(0, "answer", run);
        runs.add(run);
    }

    private List<Recorded> entries(String run) {
        try (SqlJournal journal = SqlJournal.open(server, Clock.systemUTC())) {
            return journal.read(run);
        }
    }

    private long sent(String run) {
        return entries(run).stream()
                .filter(one -> one.entry() instanceof ChangeSent)
                .count();
    }

    /** What was changed in the company, by any process. */
    private long changes() {
        return Data.list(tool.run("estate", "show", "-o", "json").document().get("log")).stream()
                .filter(call -> !Data.map(call).get("effect").equals("read"))
                .count();
    }

    private void allEndedWell() {
        for (String run : runs) {
            assertThat(tool.run("show", run, "-o", "json").document()).containsEntry("state", "succeeded");
            List<String> begun = entries(run).stream()
                    .map(Recorded::entry)
                    .filter(StepStarted.class::isInstance)
                    .map(entry -> ((StepStarted) entry).path())
                    .toList();
            assertThat(Set.copyOf(begun)).hasSize(3);
            assertThat(begun).hasSizeLessThanOrEqualTo(run.equals(runs.get(0)) ? 4 : 3);
        }
        done(0, "audit", "verify");
        try (SqlJournal journal = SqlJournal.open(server, Clock.systemUTC())) {
            assertThat(journal.leases()).isEmpty();
            assertThat(journal.open()).isEmpty();
        }
    }

    /** One node is killed in the middle of the first run; the others, let go together, all want every run. */
    @Test
    void ofSeveralNodesExactlyOneDrivesEachWaitingRunAndAKilledOneIsTakenOver() throws Exception {
        for (int number = 0; number < RUNS; number++) {
            answered("rule-" + number);
        }
        try (Child victim = Child.start(tool, "8", 0, "resume", runs.get(0))) {
            assertThat(victim.halted()).as(victim.text()).isTrue();
            victim.kill();
        }
        List<Child> nodes = new ArrayList<>();
        try {
            for (int node = 0; node < NODES; node++) {
                List<String> order = new ArrayList<>(runs);
                Collections.rotate(order, node);
                nodes.add(Child.racing(tool, order));
            }
            for (Child node : nodes) {
                assertThat(node.halted()).as(node.text()).isTrue();
            }
            for (Child node : nodes) {
                node.goOn();
            }
            Map<String, List<Integer>> codes = new TreeMap<>();
            for (Child node : nodes) {
                assertThat(node.end()).as(node.text()).isZero();
                node.lines().stream()
                        .filter(line -> line.startsWith(RacingMain.CODE))
                        .map(line -> line.substring(RacingMain.CODE.length()).split(" "))
                        .forEach(code -> codes.computeIfAbsent(code[0], run -> new ArrayList<>())
                                .add(Integer.valueOf(code[1])));
            }
            assertThat(codes)
                    .hasSize(RUNS)
                    .allSatisfy((run, of) -> assertThat(of)
                            .as(() -> run + nodes.stream().map(Child::text).toList())
                            .containsExactlyInAnyOrder(0, 6, 6));
        } finally {
            for (Child node : nodes) {
                node.close();
            }
        }
        allEndedWell();
        assertThat(changes()).isEqualTo(2L * RUNS);
    }

    /** The process is cut off at a point of its journal: what it may still do is what it has already said. */
    @ParameterizedTest
    @ValueSource(strings = {"6", "9"})
    void aProcessThatIsCutOffFromTheDatabaseStopsBeforeItsNextEffect(String point) throws Exception {
        answered("rule");
        String run = runs.get(0);
        try (Line line = new Line(server)) {
            String cut = tool.config("cut.yaml", line.server(), "");
            try (Child child = Child.start(tool, point, 0, "resume", run, "--config", cut)) {
                assertThat(child.halted()).as(child.text()).isTrue();
                line.cut();
                child.goOn();
                assertThat(child.end()).as(child.text()).isEqualTo(1);
                assertThat(child.text())
                        .contains("The journal in the database")
                        .contains("cannot be reached")
                        .contains("Nothing was sent after the last entry");
            }
        }
        assertThat(changes()).isLessThanOrEqualTo(sent(run)).isLessThan(2);
        done(0, "resume", run);
        allEndedWell();
        assertThat(changes()).isEqualTo(2);
    }
}
