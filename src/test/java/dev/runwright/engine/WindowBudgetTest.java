package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.Occasion;
import dev.runwright.journal.RunView;
import dev.runwright.model.ProgramStep;
import dev.runwright.model.Schedule;
import dev.runwright.schedule.Schedules;
import dev.runwright.text.SourceText;
import dev.runwright.yaml.ScheduleReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a schedule keep to its windows: the clock is moved by hand, and each program takes the time that its table says. */
@NullUnmarked
final class WindowBudgetTest {
    private static final Instant OPENING = Instant.parse("2026-11-24T22:00:00Z");
    private static final Instant CLOSE = Instant.parse("2026-11-25T02:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-11-25T22:00:00Z");
    private static final String NODES = """
            steps:
              - id: patch
                foreach: [ex01, ex02, ex03, ex04, ex05]
                group:
                  - id: drain
                    program: ["${{ 'drain ' + item }}"]
                    timeout: 10m
                    undo: {irreversible: a test}
                  - id: install
                    program: ["${{ 'install ' + item }}"]
                    timeout: 50m
                    undo: {irreversible: a test}
            """;

    private final List<String> done = new ArrayList<>();
    private final Map<String, Duration> times = new LinkedHashMap<>();
    private EngineBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
        bench.executors.put(ProgramStep.class, new NamedPrograms(this::perform));
        bench.schedules = schedules("finish_step", "30m");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Schedules schedules(String atClose, String reserve) {
        Schedule schedule = new ScheduleReader()
                .read(new SourceText(
                        "night.yaml",
                        "schedule: night\nrunbook: test\nat_close: " + atClose
                                + "\nwindow: {opens: 'daily at 22:00', lasts: 4h, zone: UTC, reserve: " + reserve
                                + "}\n"))
                .schedule();
        return new Schedules(List.of(Objects.requireNonNull(schedule)), List.of());
    }

    /** Each program moves the clock. */
    private Outcome perform(String name) {
        done.add(name);
        bench.clock.move(times.getOrDefault(name.split(" ", -1)[0], Duration.ZERO));
        if (name.equals("busy") && done.size() < 4) {
            return new Outcome.NotSent(StepError.of(ErrorClass.CONFLICT, "Another one runs."));
        }
        return name.equals("fail") ? NamedPrograms.failed("It failed.") : NamedPrograms.returned(name);
    }

    private void at(Instant time) {
        bench.clock.move(Duration.between(bench.clock.instant(), time));
    }

    private RunOutcome start(String body) {
        RunRequest by = bench.request(body, Map.of());
        Origin origin = new Origin("schedule night", null, null, new Occasion("night", OPENING), null);
        return bench.engine.run(
                new RunRequest(by.definition(), by.inputs(), origin, by.watch(), false, List.of()), bench.world());
    }

    @Test
    void aWindowThatClosesInTheMiddleOfAFanOutStopsBetweenItemsAndGoesOnInTheNextOne() {
        times.put("drain", Duration.ofMinutes(10));
        times.put("install", Duration.ofMinutes(50));
        at(OPENING);

        RunOutcome first = start(NODES);

        assertThat(first.state()).isEqualTo("waiting");
        assertThat(done).endsWith("install ex03").hasSize(6);
        RunView view = bench.view(first);
        assertThat(view.occasion()).isNotNull();
        assertThat(view.occasion().window().close()).isEqualTo(CLOSE);
        assertThat(view.pause().due()).isEqualTo(NEXT);
        assertThat(view.pause().why())
                .isEqualTo(
                        "Step patch[ex04] needs 60 min and 30 min for the way back, and the window of 'night' closes in"
                                + " 60 min, at 2026-11-25T02:00:00Z; it opens next at 2026-11-25T22:00:00Z.");

        at(CLOSE.plusSeconds(3600));
        RunOutcome outside = bench.resume(first.run());
        assertThat(outside.state()).isEqualTo("waiting");
        assertThat(bench.view(outside).pause().due()).isEqualTo(NEXT);
        assertThat(outside.problem().message()).contains("closed at 2026-11-25T02:00:00Z, before");
        assertThat(done).hasSize(6);

        at(NEXT);
        RunOutcome last = bench.resume(first.run());
        assertThat(last.state()).isEqualTo("succeeded");
        assertThat(done).hasSize(10).doesNotHaveDuplicates().endsWith("drain ex05", "install ex05");
        assertThat(bench.view(last).occasion().opening()).isEqualTo(NEXT);
    }

    @Test
    void aWaveThatDoesNotFitWholeDoesNotBegin() {
        times.put("install", Duration.ofMinutes(50));
        at(OPENING);

        RunOutcome first = start(NODES.replace("    group:", "    waves: [1, 100%]\n    group:"));

        assertThat(first.state()).isEqualTo("waiting");
        assertThat(done).containsExactly("drain ex01", "install ex01");
        assertThat(first.problem().message()).startsWith("The next wave of patch needs 4 h and 30 min");
    }

    @Test
    void whatEarlierRunsTookCountsMoreThanTheTimeout() {
        times.put("drain", Duration.ofMinutes(1));
        times.put("install", Duration.ofMinutes(9));
        at(OPENING.minus(Duration.ofHours(12)));
        assertThat(bench.run(NODES).state()).isEqualTo("succeeded");
        done.clear();
        at(CLOSE.minus(Duration.ofMinutes(60)));

        RunOutcome first = start(NODES);

        assertThat(first.state()).isEqualTo("waiting");
        assertThat(done).hasSize(6).endsWith("install ex03");
        assertThat(first.problem().message()).startsWith("Step patch[ex04] needs 10 min and 30 min");
    }

    @Test
    void theCloseMayCancelTheRunWhoseAlwaysIsRunAllTheSame() {
        bench.schedules = schedules("cancel", "30m");
        times.put("install", Duration.ofMinutes(50));
        at(OPENING);

        RunOutcome first = start(
                NODES
                        + "always:\n  - id: report\n    program: [report]\n    timeout: 9h\n    undo: {irreversible: a test}\n");

        assertThat(first.state()).isEqualTo("cancelled");
        assertThat(done).hasSize(7 + 2).endsWith("install ex04", "report");
    }

    @Test
    void aWayBackIsTakenWhateverIsLeft() {
        bench.schedules = schedules("finish_step", "30m");
        times.put("fail", Duration.ofMinutes(20));
        at(CLOSE.minus(Duration.ofMinutes(50)));

        RunOutcome first = start("""
                steps:
                  - id: risky
                    group:
                      - id: fail
                        program: [fail]
                        timeout: 20m
                        undo: {irreversible: a test}
                    rescue:
                      - id: mend
                        program: [mend]
                        timeout: 45m
                        undo: {irreversible: a test}
                  - id: next
                    program: [next]
                    timeout: 1m
                    undo: {irreversible: a test}
                """);

        assertThat(done).containsExactly("fail", "mend");
        assertThat(first.state()).isEqualTo("waiting");
    }

    private static final String BUSY = """
            steps:
              - id: busy
                program: [busy]
                timeout: 30m
                retry: {times: 5, delay: 1s}
                undo: {irreversible: a test}
            """;

    @Test
    void aFurtherAttemptThatDoesNotFitWaitsForTheNextWindow() {
        times.put("busy", Duration.ofMinutes(25));
        at(CLOSE.minus(Duration.ofMinutes(100)));

        RunOutcome first = start(BUSY);

        assertThat(first.state()).isEqualTo("waiting");
        assertThat(done).hasSize(2);
        assertThat(first.problem().message()).startsWith("Step busy needs 30 min and 30 min for the way back");
        at(NEXT);
        assertThat(bench.resume(first.run()).state()).isEqualTo("succeeded");
        assertThat(done).hasSize(4);
    }

    @Test
    void whereTheCloseEndsTheRunAnAttemptThatDoesNotFitEndsItToo() {
        bench.schedules = schedules("cancel", "30m");
        times.put("busy", Duration.ofMinutes(25));
        at(CLOSE.minus(Duration.ofMinutes(100)));

        RunOutcome first = start(BUSY);

        assertThat(done).hasSize(2);
        assertThat(first.state()).isEqualTo("cancelled");
        assertThat(bench.states(first)).containsEntry("busy", "cancelled");
    }

    @Test
    void theAttemptsOfAWayBackAreMadeWhateverIsLeft() {
        times.put("busy", Duration.ofMinutes(25));
        at(CLOSE.minus(Duration.ofMinutes(60)));

        RunOutcome first = start("""
                steps:
                  - id: risky
                    group:
                      - id: fail
                        program: [fail]
                        timeout: 20m
                        undo: {irreversible: a test}
                    rescue:
                      - id: mend
                        program: [busy]
                        timeout: 30m
                        retry: {times: 5, delay: 1s}
                        undo: {irreversible: a test}
                """);

        assertThat(done).containsExactly("fail", "busy", "busy", "busy");
        assertThat(first.state()).isEqualTo("succeeded");
    }

    @Test
    void theTimeForAllItemsIsReckonedWaveByWave() {
        String waves = NODES.replace(
                "    group:",
                "    at_once: 2\n    waves: [1, 100%]\n    between_waves: [{id: look, program: [look], timeout: 3m}]\n"
                        + "    group:");
        Needs needs = new Needs(
                bench.request(waves, Map.of()).definition(),
                bench.journal,
                bench.world().name());

        Needs.Need patch = needs.all().get(0);

        assertThat(patch.path()).isEqualTo("patch[]");
        assertThat(patch.time()).isEqualTo(Duration.ofMinutes(60));
        assertThat(needs.items(patch, 5)).isEqualTo(Duration.ofMinutes(60 + 3 + 2 * 60));
    }

    @Test
    void theCloseMayTakeBackWhatTheRunDid() {
        bench.schedules = schedules("undo", "30m");
        times.put("install", Duration.ofMinutes(50));
        at(CLOSE.minus(Duration.ofMinutes(90)));

        RunOutcome first = start("""
                steps:
                  - id: close
                    cmdlet: Set-CASMailbox
                    with: {Identity: carla@tiny.example, ImapEnabled: false}
                    state: Get-CASMailbox
                    timeout: 1m
                  - id: install
                    program: [install]
                    timeout: 50m
                    undo: {irreversible: a test}
                  - id: last
                    program: [last]
                    timeout: 50m
                    undo: {irreversible: a test}
                """);

        assertThat(first.state()).isEqualTo("cancelled");
        assertThat(done).containsExactly("install");
        assertThat(new Standing(bench.journal).state(bench.view(first))).isEqualTo("undone");
        assertThat(bench.property("Get-CASMailbox", "carla@tiny.example", "ImapEnabled"))
                .isEqualTo(true);
    }

    @Test
    void aRunByHandKeepsToNoWindow() {
        times.put("install", Duration.ofHours(5));
        at(CLOSE);
        assertThat(bench.run(NODES).state()).isEqualTo("succeeded");
        assertThat(done).hasSize(10);
    }
}
