package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes really killed at the points of their journal, their runs resumed by another one: each ends as if nothing had happened. */
@NullUnmarked
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledProcessMatrixTest {
    /** With {@code -Drunwright.kills=all} every point, with a number so many of each run, else two. */
    private static final int SAMPLE = System.getProperty("runwright.kills", "").equals("all")
            ? Integer.MAX_VALUE
            : Integer.getInteger("runwright.kills", 2);

    /** What a step with {@code on_unknown: rerun} may send again: ending sessions, and a new password. */
    private static final Set<String> TWICE_DOES_NO_HARM =
            Set.of("POST /users/{id}/revokeSignInSessions HTTP 200", "PATCH /users/{id} HTTP 204");

    private static final String[] QUARANTINE = {
        "rehearse", "quarantine-mailbox", "-i", "mailbox=anna@contoso.com", "-i", "ticket=SEC-1"
    };
    private static final String[] RESTORE = {
        "rehearse",
        "restore-mailbox",
        "-i",
        "run=last",
        "-i",
        "include=[\"forwarding_off\",\"cloud_rules_off\",\"permissions_off\",\"auto_reply_off\"]"
    };
    private static final String FAN_OUT = """
            runwright: 1
            runbook: fan-out
            title: Several mailboxes in waves
            lock: tips
            steps:
            - id: tips
              foreach: [anna@contoso.com, bob@contoso.com, carla@contoso.com, dirk@contoso.com]
              at_once: 2
              waves: [1, 50%, 100%]
              between_waves:
              - {assert: "${{ 1 > 0 }}", else: never}
              group:
              - id: tip
                cmdlet: Set-Mailbox
                with: {Identity: "${{ item }}", MailTip: Away}
                state: Get-Mailbox
              - id: doors
                cmdlet: Set-CASMailbox
                with: {Identity: "${{ item }}", ImapEnabled: false, PopEnabled: false}
                state: Get-CASMailbox
            outputs: {done: "${{ steps.tips.results.keys() }}"}
            """;
    private static final String OUTER = """
            runwright: 1
            runbook: outer
            title: A runbook that calls another
            steps:
            - id: first
              cmdlet: Set-Mailbox
              with: {Identity: carla@contoso.com, MailTip: First}
              state: Get-Mailbox
            - id: inner
              runbook: inner
              with: {who: carla@contoso.com}
            - id: both
              parallel:
              - id: left
                runbook: inner
                with: {who: dirk@contoso.com}
              - id: right
                cmdlet: Set-CASMailbox
                with: {Identity: anna@contoso.com, PopEnabled: false}
                state: Get-CASMailbox
            outputs: {inner: "${{ steps.inner.output.tip }}"}
            """;
    private static final String INNER = """
            runwright: 1
            runbook: inner
            title: A runbook that is called
            inputs:
              who: {type: upn}
            lock: mailbox/${{ inputs.who }}
            steps:
            - id: doors
              cmdlet: Set-CASMailbox
              with: {Identity: "${{ inputs.who }}", ImapEnabled: false}
              state: Get-CASMailbox
            - id: tip
              cmdlet: Set-Mailbox
              with: {Identity: "${{ inputs.who }}", MailTip: Called}
              state: Get-Mailbox
              returns: optional
            outputs: {tip: "${{ steps.tip.state }}"}
            """;

    @TempDir
    Path folder;

    private Path before;
    private Tool first;

    private record Ending(
            String state, Object outputs, Map<String, String> steps, List<String> changes, List<String> differences) {}

    @BeforeEach
    void company() throws IOException {
        before = Files.createDirectory(folder.resolve("before"));
        first = new Tool(before);
        first.write("fan-out.yaml", FAN_OUT);
        first.write("outer.yaml", OUTER);
        first.write("inner.yaml", INNER);
        assertThat(first.run("estate", "snapshot", "before").code()).isZero();
    }

    @Test
    void aQuarantine() throws Exception {
        matrix("none", SAMPLE, QUARANTINE);
    }

    @Test
    void aRestoring() throws Exception {
        assertThat(first.run(QUARANTINE).code()).isZero();
        matrix("none", SAMPLE, RESTORE);
    }

    @Test
    void aFanOutInWaves() throws Exception {
        matrix("none", SAMPLE, "rehearse", "fan-out.yaml");
    }

    @Test
    void aRunbookThatCallsOthersSideBySide() throws Exception {
        matrix("none", SAMPLE, "rehearse", "outer.yaml");
    }

    @Test
    void aQuarantineOnAPowerShell() throws Exception {
        matrix(powerShell(), 3, QUARANTINE);
    }

    @Test
    void aFanOutOnAPowerShell() throws Exception {
        matrix(powerShell(), 3, "rehearse", "fan-out.yaml");
    }

    private static String powerShell() {
        String shell = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(shell != null && !shell.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        return shell;
    }

    private void matrix(String shell, int sample, String... command) throws Exception {
        Tool whole = copy("whole");
        whole.environment.put("RUNWRIGHT_PWSH", shell);
        int points;
        try (Child child = Child.start(whole, "0", 0, command)) {
            assertThat(child.end()).as(child.text()).isZero();
            points = child.points();
        }
        Ending undisturbed = ending(whole);
        assertThat(undisturbed.state()).isEqualTo("succeeded");
        assertThat(undisturbed.changes()).isNotEmpty();
        Map<String, Integer> outcomes = new TreeMap<>();
        int kills = 0;
        // The middle of each part, so that a sample does not begin where little has happened.
        int parts = Math.min(sample, points);
        for (int part = 0; part < parts; part++) {
            int point = 1 + points * (2 * part + 1) / (2 * parts);
            Tool tool = copy("at-" + point);
            tool.environment.put("RUNWRIGHT_PWSH", shell);
            outcomes.merge(killed(tool, Math.min(point, points), command), 1, Integer::sum);
            assertThat(ending(tool)).as("killed at point %s", point).isEqualTo(undisturbed);
            delete(tool.folder);
            kills++;
        }
        System.out.printf("%s on %s: kill points: %d of %d, %s%n", command[1], shell, kills, points, outcomes);
    }

    /** Kills the command at a point and has another process carry its run on; says what that found. */
    private static String killed(Tool tool, int point, String... command) throws Exception {
        List<ProcessHandle> workers;
        try (Child child = Child.start(tool, String.valueOf(point), 0, command)) {
            assertThat(child.halted()).as("point %s: %s", point, child.text()).isTrue();
            workers = child.workers();
            child.kill();
        }
        for (ProcessHandle worker : workers) {
            worker.onExit().get(1, TimeUnit.MINUTES);
        }
        Tool.Done resumed = tool.run("resume", "last");
        if (resumed.code() == 2) {
            assertThat(resumed.err()).contains("Every run has ended");
            return "had ended";
        }
        assertThat(resumed.code())
                .as("point %s: %s%s", point, resumed.out(), resumed.err())
                .isZero();
        return "resumed";
    }

    private static Ending ending(Tool tool) {
        Tool.Done verified = tool.run("audit", "verify");
        assertThat(verified.code()).as(verified.out()).isZero();
        Map<String, Object> run = tool.run("show", "last", "-o", "json").document();
        String id = String.valueOf(run.get("run"));
        Map<String, String> steps = new TreeMap<>();
        Data.list(run.get("steps"))
                .forEach(step -> steps.put(
                        String.valueOf(Data.map(step).get("path")),
                        String.valueOf(Data.map(step).get("state"))));
        Set<String> again = new HashSet<>();
        List<String> changes = Data.list(
                        tool.run("estate", "show", "-o", "json").document().get("log"))
                .stream()
                .map(Data::map)
                .filter(call -> !call.get("effect").equals("read"))
                .map(call -> neutral(call.get("command") + " " + call.get("outcome"), id))
                .filter(call -> !TWICE_DOES_NO_HARM.contains(call) || again.add(call))
                .sorted()
                .toList();
        List<String> differences = tool.run("estate", "diff", "before", "-o", "json").list().stream()
                // Its time is moved by a settled change, which waits by the company's clock.
                .map(difference -> neutral(Json.write(difference), id).replaceAll("T08:[0-9:.]+Z\"", "WHEN\""))
                .filter(difference -> !difference.contains("LastUpdatedDateTime")) // when, which a settled change moves
                .sorted()
                .toList();
        return new Ending(
                String.valueOf(run.get("state")),
                neutral(Json.write(run.get("outputs")), id),
                steps,
                changes,
                differences);
    }

    /** Without what is another one in each run. */
    private static String neutral(String text, String run) {
        return text.replace(run, "RUN").replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "GUID");
    }

    private Tool copy(String name) throws IOException {
        Path to = folder.resolve(name);
        for (Path file : files(before)) {
            Files.copy(file, to.resolve(before.relativize(file).toString()));
        }
        return new Tool(to);
    }

    private static void delete(Path root) throws IOException {
        List<Path> files = files(root);
        for (int i = files.size() - 1; i >= 0; i--) {
            Files.delete(files.get(i));
        }
    }

    /** Each folder before what is in it. */
    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(files.toList());
        }
    }
}
