package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bridge's scripts as files. */
final class BridgeScriptsTest {
    private static final Path FOLDER = Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge");

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theyAreAsciiBecauseWindowsPowerShellReadsThemInItsOwnCharacterSet() throws Exception {
        assertThat(scripts()).hasSizeGreaterThan(4);
        for (Path script : scripts()) {
            assertThat(Files.readString(script, StandardCharsets.ISO_8859_1))
                    .as(script.toString())
                    .matches(Pattern.compile("[\\n\\x20-\\x7e]+"));
        }
    }

    @Test
    void everyExportedFunctionSaysWhatItDoes() throws Exception {
        for (Path module : scripts()) {
            String text = Files.readString(module);
            Matcher exported =
                    Pattern.compile("Export-ModuleMember -Function (.*)").matcher(text);
            while (exported.find()) {
                for (String name : exported.group(1).split(", ", -1)) {
                    assertThat(text).containsPattern("function " + name + " \\{\\R\\s+<#\\R\\s+\\.SYNOPSIS");
                }
            }
        }
    }

    @Test
    void theyParseWithoutAnErrorOnARealPowerShell() throws Exception {
        try (TestShells test = RealShell.open()) {
            for (Path script : scripts()) {
                assertThat(test.output(
                                "Get-ProbeParse",
                                Map.of("Path", script.toAbsolutePath().toString())))
                        .isEmpty();
            }
        }
    }
}
