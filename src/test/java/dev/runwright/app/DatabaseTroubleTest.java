package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.Firing;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.RunView;
import dev.runwright.store.Line;
import dev.runwright.store.PostgresForTests;
import dev.runwright.store.PostgresServer;
import dev.runwright.store.RestartablePostgres;
import dev.runwright.store.SqlJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that restarts in the middle, and a network on which packets stay on the way: runs by hand and the service stop before the
 * next effect, say so, and go on; nothing is lost and nothing is done twice.
 */
@NullUnmarked
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class DatabaseTroubleTest {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final String WORK = """
            runwright: 1
            runbook: work
            title: Stands at a gate between two effects
            steps:
              - id: before
                program: [/bin/sh, -c, 'echo before >> "$0"', EFFECTS]
                undo: {irreversible: a line in a file}
              - id: gate
                program: [/bin/sh, -c, 'echo arrived > "$0/arrived"; read line < "$0/gate"; true', FOLDER]
                on_unknown: rerun
                undo: {irreversible: a test}
              - id: after
                program: [/bin/sh, -c, 'echo after >> "$0"', EFFECTS]
                undo: {irreversible: a line in a file}
            """;
    private static final String TICK = """
            runwright: 1
            runbook: tick
            title: Leaves a line of its own
            steps:
              - id: token
                program: [cat, /proc/sys/kernel/random/uuid]
                effect: read
                timeout: 1m
              - id: line
                program: [/bin/sh, -c, 'echo "$0" >> "$1"', "${{ steps.token.output }}", EFFECTS]
                undo: {irreversible: a line in a file}
                timeout: 1m
            """;

    @TempDir
    Path folder;

    private Tool tool;
    private Path effects;

    @BeforeEach
    void configured() throws Exception {
        tool = new Tool(folder);
        effects = Files.createFile(folder.resolve("effects.txt"));
        tool.write("work.yaml", WORK.replace("EFFECTS", effects.toString()).replace("FOLDER", folder.toString()));
        tool.write("tick.yaml", TICK.replace("EFFECTS", effects.toString()));
        for (String pipe : List.of("gate", "arrived")) {
            assertThat(new ProcessBuilder("mkfifo", folder.resolve(pipe).toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    private void configure(String url) throws IOException {
        tool.write("runwright.yaml", """
                runwright: 1
                home: home
                store: {url: 'URL'}
                runbooks: [.]
                default_profile: here
                serve: {at_once: 4}
                profiles:
                  here: {connections: {local: {powershell: {shell: pwsh}}}}
                """.replace("URL", url));
    }

    /** A line that is given up soon: the URL's own limits count. */
    private static String impatient(PostgresServer server) {
        return server.url() + "&socketTimeout=3&connectTimeout=3";
    }

    private CompletableFuture<Tool.Done> begun(String... arguments) {
        return CompletableFuture.supplyAsync(() -> tool.run(arguments));
    }

    /** Waits until the program stands at the gate. */
    private void arrived(CompletableFuture<Tool.Done> run) throws Exception {
        CompletableFuture<String> arrived = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(folder.resolve("arrived"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(CompletableFuture.anyOf(arrived, run).get()).isEqualTo("arrived\n");
    }

    private void open() throws IOException {
        Files.writeString(folder.resolve("gate"), "go\n");
    }

    private static void isWhole(SqlJournal journal) {
        assertThat(new ChainVerifier().verify(journal.chains(), null).findings())
                .isEmpty();
    }

    @Test
    void aRunByHandOutlastsARestartOfTheDatabase() throws Exception {
        try (RestartablePostgres database = new RestartablePostgres(folder.resolve("data"))) {
            configure(database.server().url());
            CompletableFuture<Tool.Done> run = begun("run", "work");
            arrived(run);
            database.stop();
            database.start();
            open();

            assertThat(run.get().code()).as(run.get().err()).isZero();
            assertThat(Files.readAllLines(effects)).containsExactly("before", "after");
            try (SqlJournal journal = SqlJournal.open(database.server(), Clock.systemUTC())) {
                isWhole(journal);
            }
        }
    }

    @Test
    void aRunByHandWhosePacketsStayOnTheWayStopsBeforeItsNextEffectAndIsResumed() throws Exception {
        PostgresServer server = PostgresForTests.database();
        try (Line line = new Line(server)) {
            configure(impatient(line.server()));
            CompletableFuture<Tool.Done> run = begun("run", "work");
            arrived(run);
            line.hold();
            open();

            Tool.Done stopped = run.get();
            assertThat(stopped.code()).isEqualTo(1);
            assertThat(stopped.err())
                    .contains("cannot be reached", "Nothing was sent after the last entry", "runwright resume");
            assertThat(Files.readAllLines(effects)).containsExactly("before");
            line.release();
            tool.clock = Clock.offset(
                    Clock.systemUTC(), Duration.ofSeconds(31)); // this process lives on, its lease does not
            CompletableFuture<Tool.Done> resumed = begun("resume", "last");
            arrived(resumed);
            open();

            assertThat(resumed.get().code()).as(resumed.get().err()).isZero();
            assertThat(Files.readAllLines(effects)).containsExactly("before", "after");
            try (SqlJournal journal = SqlJournal.open(server, Clock.systemUTC())) {
                isWhole(journal);
            }
        }
        PostgresForTests.drop(server);
    }

    @Test
    void aServiceOutlastsARestartOfTheDatabase() throws Exception {
        try (RestartablePostgres database = new RestartablePostgres(folder.resolve("data"))) {
            configure(database.server().url());
            serves(database.server(), database::stop, database::start);
        }
    }

    @Test
    void aServiceWhosePacketsStayOnTheWayGoesOnOnceTheyGetThrough() throws Exception {
        PostgresServer server = PostgresForTests.database();
        try (Line line = new Line(server)) {
            configure(impatient(line.server()));
            serves(server, line::hold, line::release);
        }
        PostgresForTests.drop(server);
    }

    /** What is done to the database, or to the way to it. */
    @FunctionalInterface
    private interface Deed {
        void run() throws IOException;
    }

    private void serves(PostgresServer database, Deed trouble, Deed mend) throws Exception {
        Files.createDirectory(folder.resolve("schedules"));
        tool.write("schedules/often.yaml", """
                runwright: 1
                schedule: often
                runbook: tick
                window: {opens: "*/2 * * * * ?", lasts: 5m, zone: UTC}
                overlap: allow
                missed: skip
                """);
        try (ServingNode node = ServingNode.start(folder, tool.environment, "runwright.yaml", line -> {});
                SqlJournal journal = SqlJournal.open(database, Clock.systemUTC())) {
            node.await("ready").await(2, line -> line.contains("\"run_ended\""));
            trouble.run();
            node.await("service_failed");
            assertThat(ready(node)).isEqualTo(503);
            mend.run();
            node.await(2, line -> line.contains("\"event\":\"ready\""));
            assertThat(ready(node)).isEqualTo(200);
            int ended = (int) node.count("run_ended");
            node.await(ended + 2, line -> line.contains("\"run_ended\""));
            ends(node, journal);
            isWhole(journal);
            nothingIsLostAndNothingDoneTwice(journal);
        }
    }

    private static int ready(ServingNode node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + node.address() + "/ready"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Nothing opens any more, and what is open comes to its end. */
    private static void ends(ServingNode node, SqlJournal journal) throws IOException, InterruptedException {
        journal.schedules()
                .pause("often", "test", "it is over", Clock.systemUTC().instant());
        int heard = 1;
        while (journal.standing().stream()
                .anyMatch(stand ->
                        !RunView.of(journal.milestones(stand.run())).state().equals("unknown"))) {
            node.await(heard++, line -> true);
        }
        node.signal("TERM");
        assertThat(node.end()).as(node.text()).isZero();
    }

    private void nothingIsLostAndNothingDoneTwice(SqlJournal journal) throws IOException {
        List<Firing> firings = journal.schedules().firings("often", 1000);
        List<Instant> openings =
                firings.stream().map(Firing::opening).sorted().skip(1).toList();
        for (int i = 1; i < openings.size(); i++) {
            assertThat(Duration.between(openings.get(i - 1), openings.get(i))).isEqualTo(PERIOD);
        }
        List<String> started = firings.stream()
                .filter(firing -> firing.outcome() == Outcome.STARTED)
                .map(firing -> Objects.requireNonNull(firing.run()))
                .toList();
        assertThat(journal.runs()).containsExactlyInAnyOrderElementsOf(started);
        List<String> lines = Files.readAllLines(effects);
        assertThat(lines).doesNotHaveDuplicates();
        for (String run : started) {
            RunView view = RunView.of(journal.read(run));
            assertThat(view.state()).isIn("succeeded", "unknown");
            if (view.state().equals("succeeded")) {
                assertThat(lines)
                        .contains(
                                String.valueOf(view.steps().get("token").ended().output()));
            }
        }
    }
}
