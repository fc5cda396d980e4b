package dev.runwright.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.StepTree;
import dev.runwright.model.Runbook;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each numbered step of each procedure is a step of its runbook; {@code procedures.tsv} has how many there are. */
class ProceduresTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));

    private record Procedure(String code, int steps, String runbook) {
        List<String> tags() {
            return steps == 0
                    ? List.of(code)
                    : IntStream.rangeClosed(1, steps)
                            .mapToObj(number -> code + "-" + number)
                            .toList();
        }
    }

    static Stream<Procedure> procedures() throws IOException {
        return Files.readAllLines(INSTALL.resolve("src/test/resources/procedures.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(cells -> new Procedure(cells[0], Integer.parseInt(cells[1]), cells[2]));
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyStepOfTheProcedureIsAStepOfItsRunbook(Procedure procedure) throws IOException {
        Set<String> tags = StepTree.of(read(procedure.runbook())).stream()
                .flatMap(step -> step.head().tags().stream())
                .collect(Collectors.toSet());

        assertThat(tags).containsAll(procedure.tags());
        assertThat(tags.stream().filter(tag -> tag.startsWith(procedure.code())))
                .as("no number that the procedure does not have")
                .isSubsetOf(procedure.tags());
    }

    private static Runbook read(String name) throws IOException {
        Path file = INSTALL.resolve("runbooks/" + name + ".yaml");
        SourceText source = SourceText.decode(file.toString(), Files.readAllBytes(file), new Problems())
                .orElseThrow();
        return Objects.requireNonNull(new RunbookReader()
                .read(source, ScriptFiles.in(file.resolveSibling("")))
                .runbook());
    }
}
