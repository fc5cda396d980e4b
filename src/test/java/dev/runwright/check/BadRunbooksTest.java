package dev.runwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.text.Problem;
import dev.runwright.yaml.RunbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file of {@code bad} gives exactly the problems that {@code bad/expected.tsv} lists, and every file of {@code good} none:
 * file, line, column, code and the whole text.
 */
class BadRunbooksTest {
    private static final Path BAD = Path.of("src/test/resources/bad");
    private static final Path GOOD = Path.of("src/test/resources/good");
    private static final Catalogue CATALOGUE = CatalogueFiles.open(Path.of(System.getProperty("runwright.install")));

    private static List<Problem> problems(Path file) {
        RunbookReader.ReadResult result = new RunbookReader().read(file);
        List<Problem> problems = new ArrayList<>(result.problems());
        if (result.runbook() != null) {
            problems.addAll(RunbookChecker.check(result.runbook(), CATALOGUE));
        }
        problems.sort(
                Comparator.comparingInt((Problem problem) -> problem.position().line())
                        .thenComparing(problem -> problem.position().column())
                        .thenComparing(Problem::code)
                        .thenComparing(Problem::message));
        return problems;
    }

    private static String row(Path file, Problem problem) {
        String text = problem.toString().substring(problem.position().toString().length() + 2);
        return String.join(
                "\t",
                file.getFileName().toString(),
                Integer.toString(problem.position().line()),
                Integer.toString(problem.position().column()),
                problem.code(),
                text);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> expected() throws IOException {
        return Files.readAllLines(BAD.resolve("expected.tsv")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> everyBadFileIsToldAllThatIsWrongWithIt() throws IOException {
        List<String> expected = expected();
        return files(BAD).stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    List<String> mine = expected.stream()
                            .filter(row -> row.startsWith(file.getFileName() + "\t"))
                            .toList();
                    assertThat(mine).isNotEmpty();
                    assertThat(problems(file).stream().map(problem -> row(file, problem)))
                            .containsExactlyElementsOf(mine);
                }));
    }

    @Test
    void theTableNamesOnlyFilesThatAreThere() throws IOException {
        Set<String> named = expected().stream()
                .map(row -> row.substring(0, row.indexOf('\t')))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(files(BAD).stream().map(file -> file.getFileName().toString()))
                .containsExactlyElementsOf(named);
    }

    @TestFactory
    Stream<DynamicTest> aGoodFileHasNoProblem() throws IOException {
        return files(GOOD).stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(problems(file)).isEmpty()));
    }

    /** Writes what the table would be now, for a person to compare: {@code java … BadRunbooksTest > expected.tsv}. */
    public static void main(String[] arguments) throws IOException {
        for (Path file : files(BAD)) {
            problems(file).forEach(problem -> System.out.println(row(file, problem)));
        }
        for (Path file : files(GOOD)) {
            problems(file).forEach(problem -> System.err.println(problem));
        }
    }
}
