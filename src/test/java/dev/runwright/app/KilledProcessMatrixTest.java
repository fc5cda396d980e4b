package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.CallingRunbooks;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import dev.runwright.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern HEAD = Pattern.compile(" *- id: (\\w+).*");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

    @TempDir
    Path folder;

    private Path before;
    private Tool first;

    /** Ids that the company has from the beginning; all others are made anew in each run. */
    private Set<String> known;

    /** How many changes the company had been asked for before the run that is killed. */
    private long alreadyAsked;

    /**
     * How a run ended, without what is another one in each run: ids made on the way, and times of the company, which a change that is
     * settled moves, because the engine waits by its clock until a reading counts.
     */
    private record Ending(String state, String recap, String outputs, List<String> steps, List<String> differences) {
        Ending timeless() {
            return new Ending(
                    state,
                    recap,
                    timeless(outputs),
                    steps.stream().map(Ending::timeless).toList(),
                    differences.stream()
                            .map(Ending::timeless)
                            // Where only the time differs, a time that did not move is no difference.
                            .filter(difference -> !difference.matches(".*\"before\":\"WHEN\",\"after\":\"WHEN\".*"))
                            .sorted()
                            .toList());
        }

        void assertSameAs(Ending other) {
            assertThat(List.of(without(differences, other.differences), without(other.differences, differences)))
                    .isEqualTo(List.of(List.of(), List.of()));
            assertThat(List.of(without(steps, other.steps), without(other.steps, steps)))
                    .isEqualTo(List.of(List.of(), List.of()));
            assertThat(this).isEqualTo(other);
        }

        private static List<String> without(List<String> lines, List<String> others) {
            return lines.stream().filter(line -> !others.contains(line)).toList();
        }

        private static String timeless(String text) {
            return text.replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"", "\"WHEN\"");
        }
    }

    @BeforeEach
    void company() throws IOException {
        before = Files.createDirectory(folder.resolve("before"));
        first = new Tool(before);
        first.write("fan-out.yaml", FAN_OUT);
        first.write(
                "outer.yaml",
                "runwright: 1\nrunbook: outer\ntitle: A runbook that calls another\n" + CallingRunbooks.OUTER);
        first.write("inner.yaml", CallingRunbooks.INNER);
        assertThat(first.run("estate", "snapshot", "before").code()).isZero();
        known = guids(first.run("estate", "show", "-o", "json").out());
    }

    private static Set<String> guids(String text) {
        return GUID.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
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
    void anUndo() throws Exception {
        assertThat(first.run(QUARANTINE).code()).isZero();
        matrix("none", SAMPLE, "undo", "last", "--all");
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

    @Test
    void aRestoringOnAPowerShell() throws Exception {
        Assumptions.assumeTrue(SAMPLE > 2, "takes a minute; run with -Drunwright.kills=3");
        assertThat(first.run(QUARANTINE).code()).isZero();
        matrix(powerShell(), 3, RESTORE);
    }

    @Test
    void aRunbookThatCallsOthersOnAPowerShell() throws Exception {
        Assumptions.assumeTrue(SAMPLE > 2, "takes a minute; run with -Drunwright.kills=3");
        matrix(powerShell(), 3, "rehearse", "outer.yaml");
    }

    private static String powerShell() {
        String shell = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(shell != null && !shell.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        return shell;
    }

    private void matrix(String shell, int sample, String... command) throws Exception {
        alreadyAsked = Data.list(
                        first.run("estate", "show", "-o", "json").document().get("log"))
                .stream()
                .filter(call -> !Data.map(call).get("effect").equals("read"))
                .count();
        Tool whole = copy("whole");
        whole.environment.put("RUNWRIGHT_PWSH", shell);
        int points;
        try (Child child = Child.start(whole, "0", 0, command)) {
            assertThat(child.end()).as(child.text()).isZero();
            points = child.points();
        }
        Ending undisturbed = ending(whole);
        assertThat(undisturbed.state()).isEqualTo("succeeded");
        SentCalls once = sent(whole);
        once.assertOnceEach();
        assertThat(once.steps()).isPositive();
        Set<String> rerun = rerun(command[1]);
        Map<String, Integer> outcomes = new TreeMap<>();
        int kills = 0;
        // The middle of each part, so that a sample does not begin where little has happened.
        int parts = Math.min(sample, points);
        for (int part = 0; part < parts; part++) {
            int point = 1 + points * (2 * part + 1) / (2 * parts);
            Tool tool = copy("at-" + point);
            tool.environment.put("RUNWRIGHT_PWSH", shell);
            outcomes.merge(killed(tool, Math.min(point, points), command), 1, Integer::sum);
            SentCalls sent = sent(tool);
            Ending end = ending(tool);
            try {
                sent.assertSameAs(once, rerun);
                if (sent.isQuiet()) {
                    end.assertSameAs(undisturbed);
                } else {
                    end.timeless().assertSameAs(undisturbed.timeless());
                }
            } catch (AssertionError e) {
                throw new AssertionError("killed at point " + point, e);
            }
            delete(tool.folder);
            kills++;
        }
        System.out.printf(
                "%s on %s: kill points: %d of %d, %s%n", command[0] + " " + command[1], shell, kills, points, outcomes);
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

    private Ending ending(Tool tool) {
        Tool.Done verified = tool.run("audit", "verify");
        assertThat(verified.code()).as(verified.out()).isZero();
        Map<String, Object> run = tool.run("show", "last", "-o", "json").document();
        String id = String.valueOf(run.get("run"));
        List<String> steps = new ArrayList<>();
        for (Object step : Data.list(run.get("steps"))) {
            Map<String, Object> shown = new LinkedHashMap<>(Data.map(step));
            shown.remove("attempts"); // of a step that was sent again; how often is looked at call by call
            steps.add(neutral(Json.write(shown), id));
        }
        List<String> differences = tool.run("estate", "diff", "before", "-o", "json").list().stream()
                .map(difference -> neutral(Json.write(difference), id))
                .sorted()
                .toList();
        steps.sort(null); // branches and items begin in any order
        return new Ending(
                String.valueOf(run.get("state")),
                String.valueOf(run.get("recap")),
                neutral(Json.write(run.get("outputs")), id),
                steps,
                differences);
    }

    private SentCalls sent(Tool tool) {
        List<String> asked = Data.list(
                        tool.run("estate", "show", "-o", "json").document().get("log"))
                .stream()
                .map(Data::map)
                .filter(call -> !call.get("effect").equals("read"))
                .skip(alreadyAsked)
                .map(call -> String.valueOf(call.get("command")))
                .toList();
        Path file = tool.folder.resolve("home/runwright.db");
        try (SqlJournal journal = SqlJournal.open(file, Clock.systemUTC())) {
            String run = journal.runs().get(journal.runs().size() - 1);
            return new SentCalls(journal.read(run), asked, text -> neutral(text, run));
        }
    }

    /** The steps of which their runbook says that doing them twice does no harm. */
    private static Set<String> rerun(String runbook) throws IOException {
        Path file = Path.of(System.getProperty("runwright.install"), "runbooks", runbook + ".yaml");
        Set<String> rerun = new HashSet<>();
        String id = "";
        for (String line : Files.isRegularFile(file) ? Files.readAllLines(file) : List.<String>of()) {
            Matcher head = HEAD.matcher(line);
            id = head.matches() ? head.group(1) : id;
            if (line.strip().startsWith("on_unknown: rerun")) {
                rerun.add(id);
            }
        }
        return rerun;
    }

    /** Without what is another one in each run. */
    private String neutral(String text, String run) {
        return GUID.matcher(text.replace(run, "RUN"))
                .replaceAll(match -> known.contains(match.group()) ? match.group() : "GUID");
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
