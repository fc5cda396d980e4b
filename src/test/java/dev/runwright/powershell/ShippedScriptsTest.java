package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every PowerShell file that is shipped, found in the folders: it is parsed without an error and keeps to strict mode. */
final class ShippedScriptsTest {
    private static final Path INSTALL = Path.of(System.getProperty("runwright.install", "."))
            .toAbsolutePath()
            .normalize();
    private static final Path CHECK =
            Path.of("src/test/resources/powershell/Strict.ps1").toAbsolutePath();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyFileIsParsedAndKeepsToStrictMode() throws Exception {
        List<String> said = check();
        Set<String> told = new TreeSet<>();
        said.forEach(line -> told.add(line.split("\t", -1)[0]));
        assertThat(told).as(String.join("\n", said)).isEqualTo(shipped());
        return said.stream()
                .map(line -> line.split("\t", -1))
                .map(parts -> DynamicTest.dynamicTest(
                        parts[0], () -> assertThat(parts[1]).isEqualTo("ok")));
    }

    private static Set<String> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(INSTALL.resolve("scripts"))) {
            Set<String> names = new TreeSet<>();
            files.filter(file -> file.toString().matches(".*\\.(ps1|psm1|psd1)"))
                    .forEach(file -> names.add(INSTALL.relativize(file).toString()));
            assertThat(names).hasSizeGreaterThan(20);
            return names;
        }
    }

    private List<String> check() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder(
                        RealShell.executable(),
                        "-NoLogo",
                        "-NoProfile",
                        "-NonInteractive",
                        "-File",
                        CHECK.toString(),
                        "-Install",
                        INSTALL.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!shell.waitFor(2, TimeUnit.MINUTES)) {
            shell.destroyForcibly();
            fail("the check did not end within two minutes");
        }
        return Files.readAllLines(output);
    }
}
