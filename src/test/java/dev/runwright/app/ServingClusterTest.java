package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.Firing;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.Occasion;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.store.Line;
import dev.runwright.store.PostgresForTests;
import dev.runwright.store.PostgresServer;
import dev.runwright.store.SqlJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes as processes on one PostgreSQL: killed, paused and cut off from the database. Every opening is acted on once, no run is
 * driven by two, nothing is lost. The sizes of the proof: {@code -Drunwright.cluster.schedules=500 -Drunwright.cluster.waiting=200}.
 */
@NullUnmarked
final class ServingClusterTest {
    private static final int SCHEDULES = Integer.getInteger("runwright.cluster.schedules", 8);
    private static final int WAITING = Integer.getInteger("runwright.cluster.waiting", 4);

    /** Between two openings of a schedule: minutes where there are many of them, else so many seconds. */
    private static final int MINUTES = Integer.getInteger("runwright.cluster.minutes", SCHEDULES > 100 ? 4 : 0);

    private static final Duration PERIOD = MINUTES > 0 ? Duration.ofMinutes(MINUTES) : Duration.ofSeconds(20);

    private static final String WORK = """
            runwright: 1
            runbook: work
            title: Leaves a line, waits, leaves another
            steps:
              - id: token
                program: [cat, /proc/sys/kernel/random/uuid]
                effect: read
                timeout: 1m
              - id: first
                program: [/bin/sh, -c, 'echo "$0" >> "$1"', "${{ steps.token.output }} first", EFFECTS]
                undo: {irreversible: a line in a file}
                timeout: 1m
              - id: pause
                wait: 12s
              - id: second
                program: [/bin/sh, -c, 'echo "$0" >> "$1"', "${{ steps.token.output }} second", EFFECTS]
                undo: {irreversible: a line in a file}
                timeout: 1m
            """;
    private static final String ASK = """
            runwright: 1
            runbook: ask
            title: Waits for a person, then for a time
            steps:
              - id: token
                program: [cat, /proc/sys/kernel/random/uuid]
                effect: read
                timeout: 1m
              - id: choice
                ask: Go on?
                form:
                  yes: {type: boolean, ask: Really}
              - id: pause
                wait: 12s
              - id: only
                program: [/bin/sh, -c, 'echo "$0" >> "$1"', "${{ steps.token.output }} only", EFFECTS]
                undo: {irreversible: a line in a file}
                timeout: 1m
            """;

    @TempDir
    Path folder;

    private final List<ServingNode> nodes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Object heard = new Object();
    private int firings;
    private PostgresServer server;
    private SqlJournal journal;
    private Tool tool;
    private Path effects;

    @BeforeEach
    void configured() throws IOException {
        server = PostgresForTests.database();
        journal = SqlJournal.open(server, Clock.systemUTC());
        tool = new Tool(folder);
        effects = folder.resolve("effects.txt");
        Files.createFile(effects);
        Files.createDirectory(folder.resolve("schedules"));
        tool.write("work.yaml", WORK.replace("EFFECTS", effects.toString()));
        tool.write("ask.yaml", ASK.replace("EFFECTS", effects.toString()));
        configure("runwright.yaml", server);
        for (int i = 0; i < SCHEDULES; i++) {
            String opens = MINUTES > 0
                    ? i * 7 % 60 + " " + i % MINUTES + "/" + MINUTES + " * * * ?"
                    : i * 7 % 20 + "/20 * * * * ?";
            tool.write(
                    "schedules/s" + i + ".yaml",
                    "runwright: 1\nschedule: s" + i + "\nrunbook: work\nwindow: {opens: \"" + opens
                            + "\", lasts: 10m, zone: UTC}\noverlap: allow\n");
        }
    }

    private void configure(String file, PostgresServer store) throws IOException {
        tool.write(file, """
                runwright: 1
                home: home
                store: {url: 'URL'}
                runbooks: [.]
                default_profile: here
                serve: {at_once: 6}
                profiles:
                  here: {connections: {local: {powershell: {shell: pwsh}}}}
                """.replace("URL", store.url()));
    }

    @AfterEach
    void gone() throws IOException {
        nodes.forEach(ServingNode::close);
        for (Line line : lines) {
            line.close();
        }
        journal.close();
        PostgresForTests.drop(server);
    }

    /** A node whose line to the database can be cut. */
    private ServingNode node() throws IOException {
        Line line = new Line(server);
        lines.add(line);
        String config = "node" + lines.size() + ".yaml";
        configure(config, line.server());
        ServingNode node = ServingNode.start(folder, tool.environment, config, this::hear);
        nodes.add(node);
        return node;
    }

    private void hear(String line) {
        synchronized (heard) {
            firings += line.contains("\"event\":\"firing\"") && line.contains("\"started\"") ? 1 : 0;
            heard.notifyAll();
        }
    }

    /** Waits until so many more runs of openings have started, on whichever node. */
    private void more(int number) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        synchronized (heard) {
            int until = firings + number;
            while (firings < until) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left).as("only %s of %s", firings, until).isPositive();
                heard.wait(left);
            }
        }
    }

    private List<String> waitingRuns() {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            Tool.Done done = tool.run("run", "ask", "-o", "json");
            assertThat(done.code()).as(done.out() + done.err()).isEqualTo(3);
        }
        runs.addAll(journal.open());
        assertThat(runs).hasSize(WAITING);
        return runs;
    }

    private void answer(List<String> runs) {
        runs.forEach(run ->
                assertThat(tool.run("answer", run, "-i", "yes=true").code()).isZero());
    }

    @Test
    void nodesThatDieStandStillOrAreCutOffLoseNothingAndDoNothingTwice() throws Exception {
        List<String> waiting = waitingRuns();
        ServingNode killed = node().await("ready");
        ServingNode paused = node().await("ready");
        ServingNode cut = node().await("ready");
        Instant begun = Clock.systemUTC().instant();
        more(SCHEDULES / 2);

        answer(waiting.subList(0, WAITING / 2));
        more(SCHEDULES / 4);
        killed.close();
        more(SCHEDULES / 4);
        ServingNode again = node().await("ready");

        paused.signal("STOP");
        answer(waiting.subList(WAITING / 2, WAITING));
        if (MINUTES > 0) {
            again.await(1, line -> line.contains("node_gone") && line.contains("-" + paused.pid() + "-"));
        }
        more(SCHEDULES / 4);
        paused.signal("CONT");

        lines.get(2).cut();
        cut.await("service_failed");
        more(SCHEDULES / 4);
        lines.get(2).mend();
        cut.await(2, line -> line.contains("\"event\":\"ready\""));
        more(SCHEDULES / 2);

        for (int i = 0; i < SCHEDULES; i++) {
            journal.schedules()
                    .pause("s" + i, "test", "it is over", Clock.systemUTC().instant());
        }
        Instant over = Clock.systemUTC().instant();
        for (ServingNode node : List.of(paused, cut, again)) {
            node.signal("TERM");
        }
        for (ServingNode node : List.of(paused, cut, again)) {
            assertThat(node.end()).as(node.text()).isZero();
        }
        finish();
        prove(waiting, begun, over);
    }

    /** One node brings all that is open to its end. */
    private void finish() throws Exception {
        ServingNode last = node().await("ready");
        int heardOf = 0;
        while (isOpen()) {
            heardOf++;
            last.await(heardOf, line -> true);
        }
        last.signal("TERM");
        assertThat(last.end()).isZero();
    }

    private boolean isOpen() {
        boolean open = journal.standing().stream()
                .anyMatch(stand ->
                        !RunView.of(journal.milestones(stand.run())).state().equals("unknown"));
        return open || !journal.schedules().unsettled().isEmpty() || unbegun() > 0;
    }

    private long unbegun() {
        Set<String> runs = new HashSet<>(journal.runs());
        long unbegun = 0;
        for (int i = 0; i < SCHEDULES; i++) {
            unbegun += journal.schedules().firings("s" + i, 1000).stream()
                    .filter(firing -> firing.outcome() == Outcome.STARTED && !runs.contains(firing.run()))
                    .count();
        }
        return unbegun;
    }

    /** No opening of any schedule is missing; gives those that were started, by run. */
    private Map<String, Occasion> openings(Instant begun, Instant over, Map<String, Integer> outcomes) {
        Map<String, Occasion> started = new HashMap<>();
        for (int i = 0; i < SCHEDULES; i++) {
            List<Firing> all = journal.schedules().firings("s" + i, 1000);
            List<Instant> openings =
                    all.stream().map(Firing::opening).sorted().skip(1).toList();
            for (int n = 1; n < openings.size(); n++) {
                assertThat(Duration.between(openings.get(n - 1), openings.get(n)))
                        .as("s%s", i)
                        .isEqualTo(PERIOD);
            }
            assertThat(openings.get(0)).isBefore(begun.plus(PERIOD).plusSeconds(1));
            assertThat(openings.get(openings.size() - 1))
                    .isAfter(over.minus(PERIOD).minusSeconds(30));
            for (Firing firing : all) {
                outcomes.merge(firing.outcome().name(), 1, Integer::sum);
                if (firing.outcome() == Outcome.STARTED) {
                    assertThat(started.put(firing.run(), new Occasion(firing.schedule(), firing.opening())))
                            .isNull();
                }
            }
        }
        return started;
    }

    private void prove(List<String> waiting, Instant begun, Instant over) throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Occasion> started = openings(begun, over, outcomes);
        Map<String, Integer> states = new TreeMap<>();
        Map<String, Occasion> runs = new HashMap<>();
        Map<String, RunView> views = new HashMap<>();
        int resumed = 0;
        for (String run : journal.runs()) {
            List<Recorded> entries = journal.read(run);
            RunView view = RunView.of(entries);
            views.put(run, view);
            states.merge(view.state(), 1, Integer::sum);
            resumed += (int) entries.stream()
                    .filter(entry -> entry.entry() instanceof RunResumed)
                    .count();
            Occasion occasion = view.started().occasion();
            if (occasion != null) {
                runs.put(run, new Occasion(occasion.schedule(), occasion.opening()));
            } else {
                assertThat(waiting).contains(run);
                assertThat(view.state()).isIn("succeeded", "unknown");
            }
        }
        assertThat(runs)
                .as("each opening that was started has one run, and each run one opening")
                .isEqualTo(started);
        List<String> left = Files.readAllLines(effects);
        assertThat(left).as("nothing was done twice").doesNotHaveDuplicates();
        views.forEach((run, view) -> {
            if (view.state().equals("succeeded")) {
                String token = String.valueOf(view.steps().get("token").ended().output());
                long mine = left.stream().filter(line -> line.startsWith(token)).count();
                assertThat(mine).as(run).isEqualTo(view.started().occasion() == null ? 1 : 2);
            }
        });
        assertThat(Set.of("succeeded", "unknown")).containsAll(states.keySet());
        assertThat(new ChainVerifier().verify(journal.chains(), null).findings())
                .isEmpty();
        System.out.println(
                "cluster: " + SCHEDULES + " schedules, " + WAITING + " waiting runs, openings " + outcomes + ", runs "
                        + states + ", taken up " + resumed + " times, effects " + left.size() + ", twice 0, lost 0");
    }
}
