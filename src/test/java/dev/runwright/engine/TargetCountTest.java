package dev.runwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.StepView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class TargetCountTest {
    @TempDir
    Path folder;

    private EngineBench bench;

    @BeforeEach
    void open() {
        bench = new EngineBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Policy allowing(int targets) {
        return new Policy(false, List.of(), Map.of(), List.of(), targets, false);
    }

    private RunOutcome over(int targets) {
        String items = IntStream.rangeClosed(1, targets).mapToObj(i -> "m" + i).collect(Collectors.joining(", "));
        return bench.run("""
            steps:
              - id: each
                foreach: [%s]
                assert: "${{ true }}"
                else: never
            """.formatted(items));
    }

    private void answer(String run, long targets) {
        bench.journal.post(
                run,
                new Answered("each", "filled_in", "ann", null, Map.of("targets", targets), null, null, Instant.EPOCH));
    }

    private long begun(RunOutcome outcome) {
        return bench.states(outcome).keySet().stream()
                .filter(path -> path.startsWith("each["))
                .count();
    }

    @Test
    void moreTargetsThanTheProfileAllowsWaitForTheirNumber() {
        bench.policy = allowing(3);
        RunOutcome waiting = over(4);
        assertThat(waiting.state()).isEqualTo("waiting");
        assertThat(waiting.problem().message())
                .contains(
                        "4 targets; the profile allows 3.", "runwright answer " + waiting.run() + " each -i targets=N");
        assertThat(begun(waiting)).isZero();
        StepView each = bench.view(waiting).steps().get("each");
        assertThat(each.asked().kind()).isEqualTo("confirm");
        assertThat(each.isAsking()).isTrue();

        assertThat(bench.resume(waiting.run()).state()).isEqualTo("waiting");
        answer(waiting.run(), 4);
        RunOutcome end = bench.resume(waiting.run());
        assertThat(end.state()).isEqualTo("succeeded");
        assertThat(begun(end)).isEqualTo(4);
    }

    @Test
    void aWrongNumberIsAskedForAgain() {
        bench.policy = allowing(3);
        RunOutcome waiting = over(5);
        answer(waiting.run(), 4);
        RunOutcome again = bench.resume(waiting.run());
        assertThat(again.state()).isEqualTo("waiting");
        assertThat(begun(again)).isZero();
        assertThat(bench.view(again).steps().get("each").isAsking()).isTrue();
        answer(waiting.run(), 5);
        assertThat(bench.resume(waiting.run()).state()).isEqualTo("succeeded");
    }

    /** Its own question is answered; what waits now is another one, and the run must not go on by itself. */
    @Test
    void aConfirmedFanOutStandsStillWhereItWaitsForPeople() {
        bench.policy = allowing(1);
        RunOutcome waiting = bench.runApproved("""
            steps:
              - id: each
                foreach: [one, two]
                waves: [1, 100%]
                between_waves: [{id: go, approve: Go on}]
                assert: "${{ true }}"
                else: never
            """);
        answer(waiting.run(), 2);
        RunOutcome between = bench.resume(waiting.run());
        assertThat(between.state()).isEqualTo("waiting");
        assertThat(between.problem().message()).contains("Go on");
        assertThat(begun(between)).isOne();
        assertThat(bench.journal.read(waiting.run()).stream().filter(one -> one.entry() instanceof RunResumed))
                .hasSize(1);
    }

    @Test
    void asManyAsAreAllowedAreNotAskedFor() {
        bench.policy = allowing(4);
        assertThat(over(4).state()).isEqualTo("succeeded");
    }

    @Test
    void fourTimesAsManyAsLastTimeWaitToo() {
        bench.policy = allowing(100);
        assertThat(over(3).state()).isEqualTo("succeeded");
        assertThat(over(11).state()).isEqualTo("succeeded");
        assertThat(over(43).state()).isEqualTo("succeeded");
        assertThat(over(3).state()).isEqualTo("succeeded");
        assertThat(over(12).problem().message()).startsWith("12 targets; last time there were 3.");
    }

    @Test
    void aFewTargetsSayNothingOfWhatIsUsual() {
        bench.policy = allowing(100);
        assertThat(over(2).state()).isEqualTo("succeeded");
        assertThat(over(20).state()).isEqualTo("succeeded");
    }

    @Test
    void aRehearsalOnAnEstateWithoutALimitIsNotHeld() {
        assertThat(over(3).state()).isEqualTo("succeeded");
        assertThat(over(30).state()).isEqualTo("succeeded");
    }
}
