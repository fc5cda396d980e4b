package dev.runwright.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.text.Problem;
import dev.runwright.text.Problems;
import dev.runwright.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runbook that is damaged at random is read or refused, at a place inside the file; the reader never fails itself. */
class DamagedRunbookTest {
    private static final Path GOOD = Path.of("src/test/resources/good/every-key.yaml");
    private static final List<String> NOISE = List.of(
            "\t", "\"", "'", "{", "}", "[", "]", ":", "- ", "\n", "${{", "}}", "&a ", "*a", "!x ", "|", "#", "null",
            "\u00e4", "%", "@", "`");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isReadOrRefusedAtAPlaceInTheFile(long seed) throws Exception {
        String text = Files.readString(GOOD);
        Random random = new Random(seed);
        ScriptFiles scripts = ScriptFiles.of(Map.of("scripts/hello.ps1", "1"));
        for (int i = 0; i < 60; i++) {
            String damaged = damage(text, random);
            int lines = (int) damaged.lines().count() + 1;
            List<Problem> problems = new RunbookReader()
                    .read(new SourceText("every-key.yaml", damaged), scripts)
                    .problems();

            assertThat(problems).allSatisfy(problem -> {
                assertThat(problem.position().line()).isBetween(1, lines);
                assertThat(problem.position().column()).isPositive();
                assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            });
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
                case 1 -> damaged.insert(at, NOISE.get(random.nextInt(NOISE.size())));
                default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 40)));
            }
        }
        return damaged.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isDecodedOrRefusedWhateverItsBytes(long seed) {
        Random random = new Random(seed);
        byte[] bytes = "runwright: 1\r\nrunbook: \u00e4\r\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            Problems problems = new Problems();
            SourceText.decode("a.yaml", damaged, problems)
                    .ifPresent(source -> new RunbookReader().read(source, ScriptFiles.of(Map.of())));

            assertThat(problems.all()).hasSizeLessThan(2);
        }
    }
}
