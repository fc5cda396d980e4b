package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.store.SqlJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class SecretsTest {
    private static final String SECRET = "correct-horse-battery";
    private static final String RUNBOOK = """
            runwright: 1
            runbook: secretive
            title: Takes a secret
            inputs: {pw: {type: secret}}
            steps:
              - id: script
                groovy: |
                  throw new IllegalStateException('told: ' + inputs.pw)
            """;

    @TempDir
    Path folder;

    private Tool.Done runWith(String secret) throws IOException {
        Tool tool = new Tool(folder);
        Path file = Files.writeString(folder.resolve("pw.txt"), secret);
        String runbook = tool.write("secretive.yaml", RUNBOOK);
        return tool.run("rehearse", runbook, "-i", "pw=file:" + file);
    }

    private List<String> fingerprints() {
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), Clock.systemUTC())) {
            return journal.runs().stream()
                    .map(run -> ((RunStarted) journal.read(run).get(0).entry())
                            .secrets()
                            .get("pw"))
                    .toList();
        }
    }

    @Test
    void aSecretIsNowhereInTheStateNorInWhatIsPrinted() throws IOException {
        Tool.Done run = runWith(SECRET);
        assertThat(run.out() + run.err()).doesNotContain(SECRET);
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void theJournalTellsWhetherTwoRunsHadTheSameSecret() throws IOException {
        runWith(SECRET);
        runWith(SECRET);
        runWith("another-one");
        List<String> fingerprints = fingerprints();
        assertThat(fingerprints).hasSize(3).doesNotContainNull();
        assertThat(fingerprints.get(0)).isEqualTo(fingerprints.get(1)).isNotEqualTo(fingerprints.get(2));
    }

    @Test
    void theKeyOfTheFingerprintsIsItsOwnersAlone() throws IOException {
        runWith(SECRET);
        Path key = folder.resolve("home/keys/fingerprints.key");
        assertThat(Files.size(key)).isEqualTo(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecretOnTheCommandLineAndAShortOneAreRefused() throws IOException {
        Tool tool = new Tool(folder);
        String runbook = tool.write("secretive.yaml", RUNBOOK);
        Tool.Done plain = tool.run("rehearse", runbook, "-i", "pw=" + SECRET);
        assertThat(plain.code()).isEqualTo(2);
        assertThat(plain.err()).doesNotContain(SECRET);
        assertThat(runWith("abc").code()).isEqualTo(2);
    }
}
