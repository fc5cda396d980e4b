package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.app.Tool.Done;
import dev.runwright.value.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a step says beyond the limits of its reply: said loudly, kept in a file, without secrets, for its owner only. */
@NullUnmarked
@DisabledOnOs(OS.WINDOWS)
class SpillTest {
    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
    }

    private List<Path> spilled() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home/spill"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Done program(String more) throws IOException {
        tool.write("pw", "correct-horse-battery");
        String runbook = tool.write("much.yaml", """
                runwright: 1
                runbook: much
                title: Says much
                inputs:
                  pw: {type: secret}
                steps:
                  - id: much
                    program: [sh, -c, "yes harmless | head -c 1500000; cat %s"]
                    effect: read
                """.formatted(folder.resolve("pw")) + more);
        return tool.run("rehearse", runbook, "-o", "json", "-i", "pw=file:" + folder.resolve("pw"));
    }

    @Test
    void allThatAProgramSaidIsInAFileWithoutItsSecrets() throws IOException {
        Done done = program("");
        assertThat(done.code()).as(done.out() + done.err()).isZero();

        Path file = spilled().get(0);
        assertThat(file).hasFileName("much.stdout.txt");
        assertThat(file.getParent()).hasFileName(String.valueOf(done.document().get("run")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(file)
                .content()
                .hasSizeGreaterThan(1_499_999)
                .startsWith("harmless")
                .doesNotContain("horse");
        String sentence = "sh wrote 1,5";
        assertThat(done.err())
                .contains("dropped: stdout goes on beyond the 1,048,576 bytes")
                .contains(sentence);
        assertThat(tool.run("show", "last").out()).contains(sentence).contains("all of it is in " + file);
        assertThat(tool.run("audit", "last", "-o", "json").out()).contains(file.toString());
    }

    @Test
    void nothingOfASecretOutputGoesIntoAFile() throws IOException {
        Done done = program("    secret_output: true\n");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(folder.resolve("home/spill")).doesNotExist();
        assertThat(done.err()).contains("the rest is only counted");
    }

    @Test
    void retentionDropsTheFiles() throws IOException {
        tool.write("runwright.yaml", "runwright: 1\nretention: {events: 30d}\n");
        program("");
        assertThat(spilled()).hasSize(1);
        assertThat(tool.run("prune").out()).contains("Nothing is old enough");
        tool.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
        assertThat(tool.run("prune").out()).contains("Dropped");
        assertThat(spilled()).isEmpty();
        assertThat(tool.run("audit", "verify").code()).isZero();
    }

    @Test
    void aFileIsBoundedTooAndASecondOneHasANumber() throws IOException {
        SpillFolder spill = new SpillFolder(new HomeFolder(folder.resolve("home")), 10);
        for (int i = 0; i < 2; i++) {
            var sink = spill.open("r1", "on/host[a b].stdout");
            sink.write("12345678".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 8);
            sink.write("12345678".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 8);
            assertThat(sink.end())
                    .startsWith("the first 10 bytes of it are in ")
                    .endsWith("the rest is only counted");
            assertThat(sink.end()).contains("10 bytes");
        }
        assertThat(spilled())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("on.host_a_b_.stdout-2.txt", "on.host_a_b_.stdout.txt");
        assertThat(spilled().get(0)).hasContent("1234567812");
        assertThat(spill.open("r2", "x").end()).isEqualTo("the rest is only counted");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidAndIsNoFailure() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        SpillFolder spill = new SpillFolder(new HomeFolder(home));
        Files.writeString(Files.createDirectory(home.resolve("spill")).resolve("r1"), "no folder");
        var sink = spill.open("r1", "x");
        sink.write(new byte[] {65}, 1);
        assertThat(sink.end()).startsWith("the rest could not be kept in a file: ");
    }

    @Test
    void whatAScriptSaysBeyondTheLimitsIsKeptToo() throws IOException {
        String shell = System.getenv("RUNWRIGHT_PWSH");
        Assumptions.assumeTrue(shell != null && !shell.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        tool.write("runwright.yaml", """
                runwright: 1
                default_profile: lab
                profiles:
                  lab: {connections: {local: {powershell: {shell: "%s"}}}}
                """.formatted(shell));
        tool.write("pw", "correct-horse-battery");
        String runbook = tool.write("much.yaml", """
                runwright: 1
                runbook: much
                title: Says much
                inputs:
                  pw: {type: secret}
                steps:
                  - id: much
                    powershell: |
                      param([string]$Word)
                      foreach ($i in 1..1200) { Write-Error "error $i" }
                      foreach ($i in 1..10100) { Write-Verbose "verbose $i $Word" -Verbose }
                      1..50003
                    with: {Word: "${{ inputs.pw }}"}
                    effect: read
                    on_error: continue
                """);
        Done done = tool.run("run", runbook, "-o", "json", "-i", "pw=file:" + folder.resolve("pw"));

        assertThat(spilled()).singleElement().satisfies(file -> {
            assertThat(file).hasFileName("much.messages.txt");
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.stream().filter(line -> line.startsWith("error: ")))
                    .hasSize(200);
            assertThat(lines.stream().filter(line -> line.startsWith("output: ")))
                    .hasSize(3);
            assertThat(lines).contains("verbose: verbose 10100 ***").noneMatch(line -> line.contains("horse"));
        });
        assertThat(done.err())
                .contains("It gave 50,003 objects; the first 50,000 are the output.")
                .contains("3 objects, 200 errors, ")
                .contains("all of it is in " + spilled().get(0));
        Object error = Data.map(Data.list(done.document().get("steps")).get(0)).get("error");
        assertThat(Data.map(Data.map(error).get("details"))).containsEntry("errors", 1000L);
    }
}
