package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.model.ProgramStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is to stop leaves its runs between two steps, and the next one carries them on: nothing twice, nothing left out. */
@NullUnmarked
final class ShiftTest {
    private static final String EVERYTHING = """
            inputs:
              names: {type: list, of: string}
            steps:
              - id: first
                program: [first]
                undo: {irreversible: a test}
              - id: side
                parallel:
                  - id: left
                    group:
                      - id: left_1
                        program: [left_1]
                        undo: {irreversible: a test}
                      - id: left_2
                        program: [left_2]
                        undo: {irreversible: a test}
                  - id: right
                    program: [right]
                    undo: {irreversible: a test}
              - id: move
                foreach: ${{ inputs.names }}
                at_once: 2
                waves: [1, 3, 100%]
                between_waves:
                  - id: look
                    program: [look]
                    effect: read
                program: ["${{ item }}"]
                undo: {irreversible: a test}
              - id: troubled
                group:
                  - id: fail
                    program: [fail]
                    undo: {irreversible: a test}
                rescue:
                  - id: mend
                    program: [mend]
                    undo: {irreversible: a test}
                always:
                  - id: sweep
                    program: [sweep]
                    undo: {irreversible: a test}
              - id: last
                program: [last]
                undo: {irreversible: a test}
            always:
              - id: report
                program: [report]
                undo: {irreversible: a test}
            """;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private EngineBench bench;
    private int endsAfter;
    private Shift shift;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new EngineBench(folder);
        bench.executors.put(ProgramStep.class, new NamedPrograms(this::perform));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** After some programs the shift is over. */
    private Outcome perform(String name) {
        done.add(name);
        if (done.size() == endsAfter) {
            shift.end();
        }
        return name.equals("fail") ? NamedPrograms.failed("It failed.") : NamedPrograms.returned(name);
    }

    private RunRequest.Watch watch() {
        shift = Shift.unlimited();
        return new RunRequest.Watch(RunListener.NONE, bench.cancellation, shift);
    }

    private RunOutcome begin() {
        List<String> names =
                IntStream.rangeClosed(1, 8).mapToObj(number -> "m" + number).toList();
        return bench.engine.run(
                new RunRequest(
                        EngineBench.runbook(EVERYTHING),
                        Map.of("names", names),
                        new Origin("ann", null, null),
                        watch()),
                bench.world());
    }

    private RunOutcome next(String run) {
        return bench.engine.resume(
                new ResumeRequest(run, List.of(), null, Map.of(), new Origin("bob", null, null), watch()),
                bench.world());
    }

    @Test
    void whereverAShiftEndsTheNextOneGoesOnAndNothingIsDoneTwice() {
        endsAfter = 0;
        RunOutcome whole = begin();
        List<String> all = done.stream().sorted().toList();
        Map<String, Integer> recap = bench.view(whole).recap();
        assertThat(whole.state()).isEqualTo("succeeded");

        for (int point = 1; point <= all.size(); point++) {
            done.clear();
            endsAfter = point;
            RunOutcome outcome = begin();
            int before = done.size();
            if (outcome.state().equals("waiting")) {
                assertThat(bench.view(outcome).pause().due()).isNotNull();
                assertThat(before).as("after %s", point).isLessThanOrEqualTo(point + 1);
                outcome = next(outcome.run());
            }
            assertThat(outcome.state()).as("after %s", point).isEqualTo("succeeded");
            assertThat(done.stream().sorted().toList()).as("after %s", point).isEqualTo(all);
            assertThat(bench.view(outcome).recap()).as("after %s", point).isEqualTo(recap);
        }
    }

    @Test
    void manyShortShiftsCarryOneRun() {
        endsAfter = 1;
        RunOutcome outcome = begin();
        int shifts = 1;
        while (outcome.state().equals("waiting") && shifts < 40) {
            endsAfter = done.size() + 1;
            outcome = next(outcome.run());
            shifts++;
        }
        assertThat(outcome.state()).isEqualTo("succeeded");
        assertThat(done).hasSize(19);
        assertThat(shifts).isGreaterThan(12);
    }

    @Test
    void anUndoIsLeftBetweenTwoStepsToo() {
        RunOutcome undone = bench.run("""
                steps:
                  - id: one
                    cmdlet: Set-Mailbox
                    with: {Identity: anna, MailTip: One}
                    state: Get-Mailbox
                  - id: two
                    cmdlet: Set-Mailbox
                    with: {Identity: carla, MailTip: Two}
                    state: Get-Mailbox
                """);
        assertThat(undone.state()).isEqualTo("succeeded");
        RunRequest.Watch over = watch();
        shift.end();
        RunOutcome first = bench.engine.undo(
                new RunEngine.UndoRequest(
                        undone.run(),
                        new UndoChoice(List.of(), List.of(), List.of(), true, "ask"),
                        new Origin("ann", null, null),
                        over),
                bench.world());
        assertThat(first.state()).isEqualTo("waiting");
        assertThat(String.valueOf(bench.property("Get-Mailbox", "carla", "MailTip")))
                .contains("Two");

        assertThat(next(first.run()).state()).isEqualTo("succeeded");
        assertThat(String.valueOf(bench.property("Get-Mailbox", "anna", "MailTip")))
                .contains("Back soon");
        assertThat(bench.property("Get-Mailbox", "carla", "MailTip")).isNull();
    }

    @Test
    void aCancelledRunIsCancelledWhateverTheShift() {
        RunRequest.Watch over = watch();
        shift.end();
        bench.cancellation.request();
        RunOutcome outcome = bench.engine.run(
                new RunRequest(
                        EngineBench.runbook(EVERYTHING),
                        Map.of("names", List.of()),
                        new Origin("ann", null, null),
                        over),
                bench.world());

        assertThat(outcome.state()).isEqualTo("cancelled");
        assertThat(done).containsExactly("report");
    }
}
