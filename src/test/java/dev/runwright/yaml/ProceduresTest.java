package dev.runwright.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.StepTree;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each numbered step of each procedure of {@code procedures.md} is a step of its runbook. */
class ProceduresTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));
    private static final Pattern HEAD =
            Pattern.compile("## (?<codes>[A-Z]{2}(, [A-Z]{2})*): .* - runbooks? (?<names>`.*`)");
    /** Steps stand one after another with a dot between them, {@code 10-11} for two in one, {@code or 7} for a choice. */
    private static final Pattern STEP = Pattern.compile("(?:^|· |, or )(?<from>\\d+)(?:-(?<to>\\d+))? (?=[a-z*])");

    private record Procedure(String code, NavigableSet<Integer> steps, String runbook) {
        List<String> tags() {
            return steps.isEmpty()
                    ? List.of(code)
                    : steps.stream().map(number -> code + "-" + number).toList();
        }
    }

    static List<Procedure> procedures() throws IOException {
        List<Procedure> procedures = new ArrayList<>();
        List<Procedure> current = List.of();
        for (String line : Files.readAllLines(INSTALL.resolve("src/test/resources/procedures.md"))) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                current =
                        of(head.group("codes").split(", "), head.group("names").split(", "));
                procedures.addAll(current);
            }
            Matcher step = STEP.matcher(line);
            while (step.find() && !line.startsWith("#")) {
                int from = Integer.parseInt(step.group("from"));
                int to = step.group("to") == null ? from : Integer.parseInt(step.group("to"));
                current.forEach(procedure -> IntStream.rangeClosed(from, to).forEach(procedure.steps()::add));
            }
        }
        return procedures;
    }

    private static List<Procedure> of(String[] codes, String[] names) {
        return IntStream.range(0, codes.length)
                .mapToObj(i -> new Procedure(codes[i], new TreeSet<>(), names[i].replace("`", "")))
                .toList();
    }

    @Test
    void thePageIsReadWhole() throws IOException {
        assertThat(procedures())
                .extracting(
                        procedure -> procedure.code() + " " + procedure.steps().size())
                .containsExactly("SI 12", "SY 12", "AP 9", "MI 13", "MS 8", "DU 0", "QM 0", "RM 0", "VC 0", "PE 0");
        assertThat(procedures())
                .allSatisfy(procedure -> assertThat(procedure.steps())
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, procedure.steps().size())
                                        .boxed()
                                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyStepOfTheProcedureIsAStepOfItsRunbook(Procedure procedure) throws IOException {
        Set<String> tags = StepTree.of(read(procedure.runbook())).stream()
                .flatMap(step -> step.head().tags().stream())
                .collect(Collectors.toSet());

        assertThat(tags).containsAll(procedure.tags());
        assertThat(tags.stream().filter(tag -> tag.matches(procedure.code() + "(-.*)?")))
                .as("no number that the procedure does not have")
                .isSubsetOf(procedure.tags());
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void everyStepOfARunbookSaysWhichStepOfTheProcedureItIs(Procedure procedure) throws IOException {
        Runbook runbook = read(procedure.runbook());
        assertThat(untagged(runbook.steps())).isEmpty();
        assertThat(untagged(runbook.always())).isEmpty();
    }

    /** Steps without a tag of their own or of what is around them. */
    private static List<String> untagged(List<Step> steps) {
        List<String> found = new ArrayList<>();
        for (Step step : steps) {
            if (step.head().tags().isEmpty()) {
                found.addAll(
                        step.inside().isEmpty()
                                ? List.of(String.valueOf(step.head().id()))
                                : untagged(step.inside()));
            }
        }
        return found;
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
