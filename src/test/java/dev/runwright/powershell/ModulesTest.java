package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The PowerShell modules under {@code scripts/modules}, case by case on a real PowerShell, with objects that behave like the real ones. */
final class ModulesTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."))
            .toAbsolutePath()
            .normalize();
    private static final Path CASES =
            Path.of("src/test/resources/powershell/modules").toAbsolutePath();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> theirShape() throws Exception {
        return cases("Shape.ps1", 100);
    }

    @TestFactory
    Stream<DynamicTest> updateServer() throws Exception {
        return cases("Updates.ps1", 50);
    }

    @TestFactory
    Stream<DynamicTest> scan() throws Exception {
        return cases("Scan.ps1", 15);
    }

    @TestFactory
    Stream<DynamicTest> windows() throws Exception {
        return cases("Windows.ps1", 50);
    }

    @TestFactory
    Stream<DynamicTest> exchange() throws Exception {
        return cases("Exchange.ps1", 35);
    }

    private Stream<DynamicTest> cases(String script, int atLeast) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder(
                        RealShell.executable(),
                        "-NoLogo",
                        "-NoProfile",
                        "-NonInteractive",
                        "-File",
                        CASES.resolve(script).toString(),
                        "-Install",
                        INSTALL.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!shell.waitFor(5, TimeUnit.MINUTES)) {
            shell.destroyForcibly();
            fail(script + " did not end within five minutes");
        }
        List<String> said = Files.readAllLines(output, StandardCharsets.UTF_8);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : said) {
            String[] parts = line.split("\t", -1);
            if (parts.length > 1 && parts[0].matches("ok|no")) {
                tests.add(DynamicTest.dynamicTest(
                        parts[1], () -> assertThat(parts[0]).as(message(parts)).isEqualTo("ok")));
            }
        }
        assertThat(tests).as(String.join("\n", said)).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(said.stream().filter(line -> !line.startsWith("What if: ")))
                .as("lines that belong to no case")
                .hasSameSizeAs(tests);
        return tests.stream();
    }

    private static String message(String[] parts) {
        return parts.length < 3 ? "" : parts[2].replace("\\n", "\n");
    }
}
