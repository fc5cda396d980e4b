package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbered list of what the bridge is to be tested for names tests that are there. */
final class BridgeListTest {
    private static final Path LIST = Path.of("src/test/resources/bridge-list.tsv");
    private static final Path TESTS = Path.of("src/test/java/dev/runwright");

    /** A line of the list. */
    private record Row(int number, String where, String type, String method, String what) {
        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            assertThat(cells).as(line).hasSize(4);
            String[] test = cells[2].split("#", -1);
            assertThat(test).as(line).hasSize(2);
            return new Row(Integer.parseInt(cells[0]), cells[1], test[0], test[1], cells[3]);
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Row::of)
                .toList();
    }

    @Test
    void everyLineNamesATestThatIsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            assertThat(row.where()).isIn("S", "P", "W");
            if (!hasTest(row)) {
                wrong.add(row.number() + ": " + row.type() + "#" + row.method());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean hasTest(Row row) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(each -> each.endsWith(row.type() + ".java")).toList()) {
                if (Files.readString(file).contains(" void " + row.method() + "(")) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void everyNumberHasATest() throws IOException {
        Set<Integer> numbers = rows().stream().map(Row::number).collect(Collectors.toCollection(TreeSet::new));

        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 63).boxed().toList());
    }

    @Test
    void theLinesStandInTheOrderOfTheirNumbers() throws IOException {
        assertThat(rows().stream().map(Row::number).toList()).isSorted();
    }
}
