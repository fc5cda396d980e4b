package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.RunView;
import dev.runwright.store.SqlJournal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runwright serve} as a process on one machine: a run is carried on, drained, killed and taken over. */
@NullUnmarked
final class ServeTest {
    private static final String WORK = """
            runwright: 1
            runbook: work
            title: Asks, then stands at a gate
            steps:
              - id: choice
                ask: Go on?
                form:
                  yes: {type: boolean, ask: Really}
              - id: gate
                program: [/bin/sh, -c, 'echo arrived > "$0/arrived"; read line < "$0/gate"; true', FOLDER]
                on_unknown: rerun
                undo: {irreversible: a test}
              - id: after
                program: [/bin/sh, -c, 'echo after >> "$0/after.txt"', FOLDER]
                undo: {irreversible: a test}
            """;

    @TempDir
    Path folder;

    private final List<ServingNode> nodes = new ArrayList<>();
    private Tool tool;

    @BeforeEach
    void configured() throws IOException, InterruptedException {
        tool = new Tool(folder);
        tool.write("work.yaml", WORK.replace("FOLDER", folder.toString()));
        tool.write("runwright.yaml", """
                runwright: 1
                home: home
                runbooks: [.]
                default_profile: here
                serve: {at_once: 2}
                profiles:
                  here: {connections: {local: {powershell: {shell: pwsh}}}}
                """);
        for (String pipe : List.of("gate", "arrived")) {
            assertThat(new ProcessBuilder("mkfifo", folder.resolve(pipe).toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    @AfterEach
    void gone() {
        nodes.forEach(ServingNode::close);
    }

    private ServingNode node() throws IOException {
        ServingNode node = ServingNode.start(folder, tool.environment, "runwright.yaml", line -> {});
        nodes.add(node);
        return node;
    }

    private RunView view() {
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), Clock.systemUTC())) {
            return RunView.of(journal.read(journal.runs().get(0)));
        }
    }

    /** Waits until the program stands at the gate. */
    private void arrived() throws IOException {
        assertThat(Files.readString(folder.resolve("arrived"))).isEqualTo("arrived\n");
    }

    private void open() throws IOException {
        Files.writeString(folder.resolve("gate"), "go\n");
    }

    private int ask(ServingNode node, String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + node.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void aRunIsCarriedOnDrainedOnSigtermKilledAndTakenOver() throws Exception {
        assertThat(tool.run("run", "work").code()).isEqualTo(3);
        assertThat(tool.run("answer", "last", "-i", "yes=true").code()).isZero();
        ServingNode drained = node().await("ready");
        arrived();
        assertThat(drained.address()).startsWith("127.0.0.1:");
        assertThat(ask(drained, "GET", "/health")).isEqualTo(200);
        assertThat(ask(drained, "GET", "/ready")).isEqualTo(200);
        assertThat(ask(drained, "POST", "/ready")).isEqualTo(405);
        assertThat(ask(drained, "GET", "/secrets")).isEqualTo(404);
        assertThat(tool.run("resume", "last").code())
                .as("a living process drives it")
                .isEqualTo(6);

        drained.signal("TERM");
        drained.await("draining");
        assertThat(ask(drained, "GET", "/ready")).isEqualTo(503);
        open();
        assertThat(drained.end()).as(drained.text()).isZero();
        assertThat(view().steps().get("gate").state()).isEqualTo("changed");
        assertThat(view().steps()).doesNotContainKey("after");
        assertThat(view().state()).isEqualTo("waiting");
        assertThat(view().pause().due()).isNotNull();
        assertThat(folder.resolve("after.txt")).doesNotExist();

        ServingNode next = node().await("run_ended");
        assertThat(view().state()).isEqualTo("succeeded");
        assertThat(Files.readAllLines(folder.resolve("after.txt"))).containsExactly("after");
        next.signal("TERM");
        assertThat(next.end()).isZero();
        assertThat(next.text()).doesNotContain("_failed");
    }

    @Test
    void aScheduledRunIsStartedByTheServiceWhoseUserCannotApproveIt() throws Exception {
        tool.write("ask.yaml", """
                runwright: 1
                runbook: ask
                title: Waits for another person
                steps:
                  - id: ok
                    approve: Go on?
                """);
        Files.createDirectory(folder.resolve("schedules"));
        tool.write(
                "schedules/often.yaml",
                "runwright: 1\nschedule: often\nrunbook: ask\nwindow: {opens: \"* * * * * ?\", lasts: 5m, zone: UTC}\n");
        ServingNode node = node().await("run_paused");

        assertThat(view().started().reason()).isEqualTo("schedule often");
        assertThat(view().started().occasion().schedule()).isEqualTo("often");
        Tool.Done approval = tool.run("approve", view().run(), "--yes");
        assertThat(approval.code()).isEqualTo(6);
        assertThat(approval.err()).contains("has started the run and cannot approve it");
        node.await(1, line -> line.contains("of an earlier opening has not ended"));
        node.signal("TERM");
        assertThat(node.end()).isZero();
    }

    @Test
    void aSecondSignalEndsItAtOnceAndTheNextServiceTakesTheRunOver() throws Exception {
        assertThat(tool.run("run", "work").code()).isEqualTo(3);
        assertThat(tool.run("answer", "last", "-i", "yes=true").code()).isZero();
        ServingNode killed = node();
        arrived();
        killed.signal("TERM");
        killed.await("draining");
        List<ProcessHandle> programs = killed.programs();
        killed.signal("TERM");
        assertThat(killed.end()).isEqualTo(137);
        for (ProcessHandle program : programs) {
            program.onExit().get(1, TimeUnit.MINUTES);
        }
        assertThat(programs).isNotEmpty();
        assertThat(view().state()).isEqualTo("running");

        ServingNode next = node().await("run_left_behind");
        arrived();
        open();
        next.await("run_ended");
        assertThat(view().state()).isEqualTo("succeeded");
        assertThat(Files.readAllLines(folder.resolve("after.txt"))).containsExactly("after");
        next.signal("TERM");
        assertThat(next.end()).isZero();
    }
}
