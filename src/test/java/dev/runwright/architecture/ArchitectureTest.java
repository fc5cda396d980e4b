package dev.runwright.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final PackageTable BAD = new PackageTable(
            "dev.runwright.architecture.bad",
            Map.of("low", Set.of(), "high", Set.of("low")),
            Map.of("java.sql.", Set.of("high")));

    @TestFactory
    Stream<DynamicTest> theCodeKeepsEveryRule() {
        JavaClasses code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(PackageTable.RUNWRIGHT.root());
        return rules(PackageTable.RUNWRIGHT)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> rule.getValue().allowEmptyShould(true).check(code)));
    }

    @TestFactory
    Stream<DynamicTest> codeThatBreaksEveryRuleIsCaughtByEachOfThem() {
        JavaClasses code = new ClassFileImporter().importPackages(BAD.root());
        Map<String, String> expected = Map.of(
                "arrows", "low must not use high",
                "libraries", "low must not use this library",
                "cycles", "Cycle detected",
                "null", "bad.low is not @NullMarked",
                "time", "calls method <java.time.Instant.now()>",
                "names", "TimeUtils has a name that says nothing",
                "optional fields", "maybe",
                "optional parameters", "takes an Optional");
        assertThat(expected.keySet()).isEqualTo(new ArchitectureRules(BAD).all().keySet());
        return rules(BAD)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThat(rule.getValue()
                                        .evaluate(code)
                                        .getFailureReport()
                                        .toString())
                                .contains(expected.get(rule.getKey()))));
    }

    @Test
    void aPackageThatIsNotInTheTableIsCaught() {
        JavaClasses code = new ClassFileImporter().importPackages(BAD.root());
        PackageTable incomplete = new PackageTable(BAD.root(), Map.of("high", Set.of("low")), BAD.libraries());
        assertThat(new ArchitectureRules(incomplete)
                        .all()
                        .get("arrows")
                        .evaluate(code)
                        .getFailureReport()
                        .toString())
                .contains("package low is not in the table");
    }

    @Test
    void noClassLiesInTheRootPackage() {
        JavaPackage root = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(PackageTable.RUNWRIGHT.root())
                .getPackage(PackageTable.RUNWRIGHT.root());
        assertThat(root.getClasses()).isEmpty();
    }

    private static Stream<Map.Entry<String, ArchRule>> rules(PackageTable table) {
        return new ArchitectureRules(table).all().entrySet().stream().sorted(Map.Entry.comparingByKey());
    }
}
