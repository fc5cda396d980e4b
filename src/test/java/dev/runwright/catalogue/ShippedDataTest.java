package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the shipped files to what {@code scripts/catalogue/README.md} says of them. */
class ShippedDataTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."));
    private static final Path FOLDER = INSTALL.resolve("scripts").resolve("catalogue");
    private static final List<String> FAMILIES =
            List.of("exchange", "updates", "windows", "defender", "directory", "core", "modules", "web");

    private final Catalogue catalogue = CatalogueFiles.open(INSTALL);

    private static SortedTable table(String name) {
        return SortedTable.read(FOLDER.resolve(name + ".tsv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cmdlets",
                "exchange",
                "updates",
                "windows",
                "defender",
                "directory",
                "core",
                "modules",
                "graph",
                "graph-properties",
                "web",
                "readings",
                "types"
            })
    void aFileIsSortedWithoutDoublesAndCountsItsRows(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name + ".tsv"));
        List<String> keys = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] fields = line.split("\t", -1);
            assertThat(line).doesNotEndWith("\t");
            assertThat(fields.length).isBetween(1, lines.get(1).split("\t", -1).length);
            boolean parameter = lines.get(1).contains("\tparameter\t");
            keys.add((fields[0] + (parameter ? "\t" + fields[1] : "")).toLowerCase(Locale.ROOT));
        }
        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(lines.get(0)).startsWith("# " + keys.size() + " ");
        assertThat(table(name).rows()).hasSize(keys.size());
    }

    /** What Microsoft's documentation lists (cmdlets/README.md): {@code mandatory} are those that every call must give. */
    @ParameterizedTest
    @CsvSource({
        "exchange, 319, 4799, 249, 296",
        "updates, 24, 174, 16, 34",
        "windows, 39, 523, 5, 68",
        "defender, 12, 273, 0, 26",
        "directory, 23, 351, 23, 51",
        "core, 62, 763, 17, 51"
    })
    void aFamilyIsComplete(String family, int cmdlets, int parameters, int mandatory, int listed) {
        SortedTable table = table(family);
        Set<String> names = new HashSet<>();
        table.rows().forEach(row -> names.add(row.get("cmdlet")));
        assertThat(table.count()).isEqualTo("# " + parameters + " parameters of " + cmdlets + " cmdlets");
        assertThat(names).hasSize(cmdlets).isSubsetOf(catalogue.names());
        assertThat(table.rows()).hasSize(parameters);
        assertThat(table.rows().stream().filter(row -> row.list("flags", ',').contains("mandatory")))
                .hasSize(mandatory);
        assertThat(table.rows().stream().filter(row -> !row.get("values").isEmpty()))
                .hasSize(listed);
    }

    @Test
    void allDocumentedCmdletsHaveTheirReadings() {
        Set<String> own = Set.of("modules", "web");
        Set<String> documented = new HashSet<>();
        table("cmdlets").rows().stream()
                .filter(row -> !own.contains(row.get("family")))
                .forEach(row -> documented.add(row.get("cmdlet")));
        assertThat(documented).hasSize(479);
        assertThat(table("readings").rows().stream().filter(row -> documented.contains(row.get("cmdlet"))))
                .hasSize(280);
    }

    @Test
    void everyParameterLoadsWithItsFlagsKnownAndItsFormNamed() {
        Set<String> flags = Set.of(
                "mandatory",
                "pipeline",
                "cloud",
                "on_premises",
                "control",
                "reserved",
                "deprecated",
                "add_remove",
                "null",
                "open");
        Map<String, Integer> parameters = new HashMap<>();
        for (String family : FAMILIES) {
            for (Row row : table(family).rows()) {
                assertThat(row.list("flags", ',').stream().filter(flag -> !flag.contains("=")))
                        .as(row.line())
                        .isSubsetOf(flags);
                parameters.merge(row.get("cmdlet"), 1, Integer::sum);
            }
        }
        parameters.forEach((cmdlet, count) -> assertThat(
                        catalogue.find(cmdlet).orElseThrow().parameters())
                .as(cmdlet)
                .hasSize(count));
    }

    @Test
    void everyReadingNamesCmdletsAndParametersThatAreThere() {
        Set<String> names = new HashSet<>(catalogue.names());
        for (String name : names) {
            CmdletFacts facts = catalogue.find(name).orElseThrow();
            ReadingFacts reading = facts.reading();
            if (reading == null) {
                continue;
            }
            assertThat(names).as(name).contains(reading.cmdlet());
            assertThat(facts.parameters().keySet())
                    .as(name)
                    .containsAll(reading.identity().keySet());
            assertThat(reading.comparisons().keySet())
                    .as(name)
                    .isEqualTo(facts.parameters().keySet());
            String inverse = reading.inverse();
            if (inverse != null && !inverse.equals(ReadingFacts.RESTORE)) {
                assertThat(names).as(name).contains(inverse);
            }
        }
    }

    @Test
    void readingsListOnlyParametersOfTheirCmdlet() {
        for (Row row : table("readings").rows()) {
            Set<String> known = new HashSet<>();
            catalogue
                    .find(row.get("cmdlet"))
                    .orElseThrow()
                    .parameters()
                    .keySet()
                    .forEach(p -> known.add(p.toLowerCase(Locale.ROOT)));
            known.add("*");
            List<String> named = new ArrayList<>();
            for (String column : List.of("compare", "match")) {
                row.list(column, '|')
                        .forEach(entry ->
                                named.add(entry.replaceAll("[>?=].*", "").toLowerCase(Locale.ROOT)));
            }
            assertThat(named).as(row.get("cmdlet")).isSubsetOf(known);
        }
    }

    @Test
    void everyLossIsASentence() {
        for (String name : catalogue.names()) {
            ReadingFacts reading = catalogue.find(name).orElseThrow().reading();
            if (reading != null) {
                assertThat(reading.losses())
                        .as(name)
                        .allSatisfy(loss -> assertThat(loss.sentence()).matches("[A-Z].*\\."));
            }
        }
    }
}
