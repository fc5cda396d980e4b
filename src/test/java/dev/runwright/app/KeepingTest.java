package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.app.Tool.Done;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.Data;
import dev.runwright.value.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, for how long, and how it is brought back. */
@NullUnmarked
class KeepingTest {
    @TempDir
    Path folder;

    private Tool tool;
    private String runbook;

    @BeforeEach
    void open() throws IOException {
        tool = new Tool(folder);
        runbook = tool.write("talk.yaml", """
                runwright: 1
                runbook: talk
                title: Says much
                steps:
                  - id: talk
                    groovy: '"much to say " * 500'
                """);
    }

    private String run() {
        Done done = tool.run("rehearse", runbook, "-o", "json");
        assertThat(done.code()).as(done.err()).isZero();
        return String.valueOf(done.document().get("run"));
    }

    private void later(Duration by) {
        tool.clock = Clock.offset(Clock.systemUTC(), by);
    }

    private List<String> home() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("home"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path evidence() throws IOException {
        Path evidence = folder.resolve("home/evidence");
        Files.createDirectories(evidence);
        byte[] bytes = "a photograph".getBytes(StandardCharsets.UTF_8);
        return Files.write(evidence.resolve(Digest.sha256(bytes)), bytes);
    }

    @Test
    void aBackupBringsJournalAndEvidenceIntoAnEmptyHome() throws IOException {
        String run = run();
        String photograph = evidence().getFileName().toString();
        Done backup = tool.run("backup", folder.resolve("b.zip").toString(), "-o", "json");
        assertThat(backup.code()).as(backup.err()).isZero();
        assertThat(backup.document()).containsEntry("runs", 1L).containsEntry("evidence", 1L);
        assertThat(home()).noneMatch(name -> name.startsWith("backup-"));

        tool.environment.put("RUNWRIGHT_HOME", folder.resolve("other").toString());
        Done restore = tool.run("restore", folder.resolve("b.zip").toString(), "-o", "json");
        assertThat(restore.code()).as(restore.err()).isZero();
        assertThat(restore.document()).containsEntry("runs", 1L).containsEntry("replaced", null);
        assertThat(tool.run("show", run).code()).isZero();
        assertThat(tool.run("audit", "verify").code()).isZero();
        assertThat(folder.resolve("other/evidence").resolve(photograph)).hasContent("a photograph");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aBackupIsItsOwnersAloneAndReplacesNothingUnasked() throws IOException {
        run();
        Path file = folder.resolve("b.zip");
        assertThat(tool.run("backup", file.toString()).code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Done again = tool.run("backup", file.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("there already", "--force");
        assertThat(tool.run("backup", "--force", file.toString()).code()).isZero();
    }

    @Test
    void aHomeWithRunsIsReplacedOnlyByForceAndKeptBeside() throws IOException {
        String first = run();
        String file = folder.resolve("b.zip").toString();
        tool.run("backup", file);
        String second = run();
        Done refused = tool.run("restore", file);
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("has 2 runs");
        Done forced = tool.run("restore", "--force", file, "-o", "json");
        assertThat(forced.code()).as(forced.err()).isZero();
        assertThat(tool.run("show", first).code()).isZero();
        assertThat(tool.run("show", second).code()).isEqualTo(2);
        Path replaced = Path.of(String.valueOf(forced.document().get("replaced")));
        try (SqlJournal journal = SqlJournal.open(replaced, tool.clock)) {
            assertThat(journal.read(second)).isNotEmpty();
        }
    }

    @Test
    void whatIsNoWholeBackupIsRefusedAndNothingChanges() throws IOException {
        String run = run();
        Path file = folder.resolve("b.zip");
        tool.run("backup", file.toString());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        Done half = tool.run("restore", "--force", file.toString());
        assertThat(half.code()).isEqualTo(1);
        assertThat(half.err()).contains("not a whole backup");
        Files.writeString(file, "something else");
        assertThat(tool.run("restore", "--force", file.toString()).code()).isEqualTo(1);
        assertThat(tool.run("restore", "--force", folder.resolve("nowhere.zip").toString())
                        .code())
                .isEqualTo(2);
        assertThat(tool.run("show", run).code()).isZero();
        assertThat(home()).noneMatch(name -> name.contains("replaced") || name.startsWith("restore-"));
    }

    @Test
    void aJournalThatWasTamperedWithIsNotBackedUpNorRestored() throws Exception {
        run();
        Path file = folder.resolve("b.zip");
        try (java.sql.Connection store =
                        java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("home/runwright.db"));
                java.sql.Statement statement = store.createStatement()) {
            statement.execute("UPDATE entry SET text = replace(text, 'talk', 'walk') WHERE seq = 2");
        }
        Done backup = tool.run("backup", file.toString());
        assertThat(backup.code()).isEqualTo(1);
        assertThat(backup.err()).contains("audit verify");
        assertThat(file).doesNotExist();
    }

    @Test
    void aJournalWithARunThatIsDrivenIsNotReplaced() {
        run();
        String file = folder.resolve("b.zip").toString();
        tool.run("backup", file);
        try (SqlJournal journal = SqlJournal.open(folder.resolve("home/runwright.db"), tool.clock)) {
            assertThat(journal.begin("driven", Entries.started()).run()).isEqualTo("driven");
        }
        Done refused = tool.run("restore", "--force", file);
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("Run driven is driven by process 4711");
        later(Duration.ofMinutes(1));
        assertThat(tool.run("restore", "--force", file).code()).isZero();
    }

    @Test
    void pruneDropsOldOutputsAndSaysWhich() throws IOException {
        tool.write("runwright.yaml", "runwright: 1\nretention: {outputs: 90d}\n");
        String run = run();
        assertThat(tool.run("prune").out()).contains("Nothing is old enough");
        later(Duration.ofDays(91));
        String young = run();
        assertThat(tool.run("prune", "--dry-run").out()).contains("Nothing is old enough");
        tool.write("talk.yaml", Files.readString(Path.of(runbook)).replace("much to", "more to"));
        later(Duration.ofDays(182));
        String youngest = run();
        assertThat(tool.run("prune", "--dry-run").out()).contains("Would drop an output of run " + run);
        Done pruned = tool.run("prune", "-o", "json");
        assertThat(Data.list(pruned.document().get("outputs"))).hasSize(2);
        assertThat(pruned.out()).contains(run, young).doesNotContain(youngest);
        assertThat(tool.run("show", run).out()).contains("output dropped by retention");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    @Test
    void pruneDropsTheFoldersThatOldRehearsalsLeftBehind() throws IOException {
        tool.write("runwright.yaml", "runwright: 1\nretention: {events: 30d}\n");
        String run = run();
        Path left = folder.resolve("home/rehearsals/left/deep");
        Files.createDirectories(left);
        Files.writeString(left.resolve("file"), "left by a program");
        assertThat(tool.run("prune").out()).contains("Nothing is old enough");
        later(Duration.ofDays(31));
        assertThat(tool.run("prune", "--dry-run").out()).contains("Would drop", "left");
        assertThat(left).exists();
        assertThat(tool.run("prune").out()).contains("Dropped", "left");
        assertThat(folder.resolve("home/rehearsals/left")).doesNotExist();
        assertThat(tool.run("show", run).out()).doesNotContain("dropped");
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    @Test
    void withoutRetentionNothingIsEverDropped() {
        run();
        Done done = tool.run("prune");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("everything is kept");
    }

    @Test
    void aRunDropsWhatIsOldOnlyIfTheConfigurationSaysSo() throws IOException {
        tool.write("runwright.yaml", "runwright: 1\nretention: {outputs: 90d}\n");
        String run = run();
        later(Duration.ofDays(200));
        tool.write("talk.yaml", Files.readString(Path.of(runbook)).replace("much to", "more to"));
        run();
        assertThat(tool.run("show", run).out()).doesNotContain("dropped");
        tool.write("runwright.yaml", "runwright: 1\nretention: {outputs: 90d, automatic: true}\n");
        run();
        assertThat(tool.run("show", run).out()).contains("output dropped by retention");
    }

    @Test
    void anAgeThatIsNoneIsSaidWithItsPlace() throws IOException {
        tool.write("runwright.yaml", "runwright: 1\nretention: {outputs: 90}\n");
        Done done = tool.run("prune");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("runwright.yaml:2:");
        tool.write("runwright.yaml", "runwright: 1\nretention: {output: 90d}\n");
        assertThat(tool.run("prune").err()).contains("Did you mean 'outputs'?");
    }
}
