package dev.runwright.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.estate.world.Documents;
import dev.runwright.estate.world.ProgramAnswer;
import dev.runwright.estate.world.ProgramRule;
import dev.runwright.estate.world.Rule;
import dev.runwright.estate.world.World;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class ProgramsTest {
    private static final String FILE = """
            estate: counting
            programs:
              - match: [counter, reset]
                output: by the file
            """;

    @TempDir
    private Path folder;

    private Estate estate;

    @BeforeEach
    void open() {
        estate = Estate.openOrFound(
                folder.resolve("e.estate"),
                TestEstate.description(FILE),
                TestEstate.CATALOGUE,
                List.of(new CountingWorld()));
    }

    @AfterEach
    void close() {
        estate.close();
    }

    /** A world with one program, which counts how often it ran. */
    private static final class CountingWorld implements World {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Collection<Rule> rules() {
            return List.of();
        }

        @Override
        public Collection<ProgramRule> programs() {
            return List.of(new ProgramRule("counter", (arguments, documents) -> {
                documents.put("counting/runs", Map.of("Runs", documents.next(), "Arguments", arguments));
                return new ProgramAnswer(0, "counted", "", Map.of("count.txt", "1"));
            }));
        }

        @Override
        public void found(Map<String, @Nullable Object> description, String organisation, Documents documents) {
            documents.put("counting/runs", Map.of("Runs", 0L));
        }
    }

    private ProgramAnswer run(String... words) {
        return estate.program(List.of(words)).orElseThrow().answer();
    }

    private Object runs() {
        return estate.show("counting/runs").get("Runs");
    }

    @Test
    void aWorldsProgramIsKnownByItsNameWhateverItsFolderAndSpelling() {
        assertThat(run("C:\\Tools\\Counter.EXE", "now").files()).containsEntry("count.txt", "1");
        assertThat(estate.show("counting/runs")).containsEntry("Arguments", List.of("now"));
        assertThat(estate.knowsProgram(List.of("/opt/counter"))).isTrue();
        assertThat(estate.knowsProgram(List.of("counters"))).isFalse();
    }

    @Test
    void whatTheEstatesFileNamesIsAnsweredByTheFile() {
        assertThat(run("counter", "reset").output()).isEqualTo("by the file");
        assertThat(runs()).isEqualTo(0L);
    }

    @Test
    void aFaultBeforeAProgramLeavesNothingDoneAndGivesItsExitCode() {
        estate.fault(Fault.parse("fail call 1 of counter before with error 1618: Another installation runs."));
        ProgramAnswer answer = run("counter", "now");

        assertThat(answer.exit()).isEqualTo(1618);
        assertThat(answer.errors()).contains("Another installation runs.");
        assertThat(answer.files()).isEmpty();
        assertThat(runs()).isEqualTo(0L);
    }

    @Test
    void aFaultAfterAProgramLeavesItDone() {
        estate.fault(Fault.parse("fail call 1 of counter after with die"));

        assertThat(estate.program(List.of("counter", "now")).orElseThrow().disturbance())
                .isEqualTo(Disturbance.DIE);
        assertThat(runs()).isNotEqualTo(0L);
    }
}
