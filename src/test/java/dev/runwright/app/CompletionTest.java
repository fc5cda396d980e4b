package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class CompletionTest {
    /** A stand-in for the installed command: it only knows names. */
    private static final String RUNWRIGHT = """
            #!/bin/sh
            case "$*" in
              'names RUNBOOK') printf 'close-imap\\nclose-pop\\nquarantine\\n' ;;
              'names RUN') printf 'last\\n20261124-101500-07k9x\\n' ;;
              *) exit 2 ;;
            esac
            """;

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void setUp() {
        tool = new Tool(folder);
    }

    @Test
    void namesAreThoseOfTheFoldersAndOfTheRuns() throws IOException {
        Files.createDirectories(folder.resolve("books/deep"));
        String text = "runwright: 1\nrunbook: mine\ntitle: t\nsteps:\n  - assert: true\n    else: no\n";
        tool.write("books/mine.yaml", text);
        tool.write("books/deep/hidden.yaml", text);
        tool.write("runwright.yaml", "runwright: 1\nrunbooks: [books]\n");
        assertThat(tool.run("names", "RUNBOOK").out().lines())
                .contains("mine", "quarantine-mailbox")
                .doesNotContain("hidden");
        assertThat(tool.run("names", "RUN").out()).isEqualTo("last\n");
        assertThat(tool.run("rehearse", "mine").code()).isZero();
        assertThat(tool.run("names", "RUN").out().lines()).hasSize(2);
        assertThat(tool.run("--help").out()).doesNotContain("\n  names ");
    }

    @Test
    void anUnknownShellIsAWrongCall() {
        Tool.Done done = tool.run("completion", "fish");
        assertThat(done.code()).isEqualTo(2);
        assertThat(done.err()).contains("There is no completion for 'fish'; expected bash, zsh or powershell.");
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @CsvSource({
        "runwright|ru, run runs",
        "runwright|aud, audit",
        "runwright|audit|ver, verify",
        "runwright|show|--prof, --profile",
        "runwright|rehearse|clo, close-imap close-pop",
        "runwright|lint|quarantine|close-i, close-imap",
        "runwright|show|la, last",
        "runwright|undo|2026, 20261124-101500-07k9x",
        "runwright|runs|--state|partly, partly_undone",
        "runwright|runs|-o|j, json",
        "runwright|run|--ticket|clo, ''"
    })
    void bashCompletes(String typed, String expected) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash");
        Path script = Path.of(
                tool.write("completion.bash", tool.run("completion", "bash").out()));
        String[] words = typed.split("\\|");
        Path asks = Path.of(tool.write("asks.bash", """
                source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                _runwright_names "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
                complete -p runwright >&2
                """));
        List<String> command =
                new ArrayList<>(List.of("/bin/bash", "--norc", "--noprofile", asks.toString(), script.toString()));
        command.addAll(List.of(words));
        String answer = answer(command);
        assertThat(answer.lines().map(String::strip))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theScriptIsGoodBash() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash");
        for (String shell : List.of("bash", "zsh")) {
            String script = tool.write(
                    "completion." + shell, tool.run("completion", shell).out());
            assertThat(answer(List.of("/bin/bash", "-n", script))).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void powerShellCompletes() throws IOException, InterruptedException {
        String pwsh = System.getenv("RUNWRIGHT_PWSH");
        assumeTrue(pwsh != null && !pwsh.equals("none"), "RUNWRIGHT_PWSH names no PowerShell");
        String script = tool.write(
                "completion.ps1", tool.run("completion", "powershell").out());
        String asks = tool.write("asks.ps1", """
                param($script)
                Set-StrictMode -Version Latest
                $ErrorActionPreference = 'Stop'
                . $script
                foreach ($line in 'runwright ru', 'runwright audit ver', 'runwright show --prof', 'runwright rehearse clo',
                        'runwright show 2026', 'runwright run --ticket clo', 'runwright runs --state part', 'runwright show -o ',
                        'runwright audit ') {
                    $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
                    "$line = $(@($found.CompletionMatches | ForEach-Object CompletionText) -join ' ')"
                }
                """);
        assertThat(answer(List.of(pwsh, "-NoProfile", "-NonInteractive", "-File", asks, script))
                        .lines())
                .contains(
                        "runwright ru = run runs",
                        "runwright audit ver = verify",
                        "runwright show --prof = --profile",
                        "runwright rehearse clo = close-imap close-pop",
                        "runwright show 2026 = 20261124-101500-07k9x",
                        "runwright runs --state part = partly_undone",
                        "runwright show -o  = text json",
                        "runwright audit  = verify export acts last 20261124-101500-07k9x")
                .noneMatch(line -> line.startsWith("runwright run --ticket clo = close"));
    }

    private String answer(List<String> command) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(bin.resolve("runwright"), RUNWRIGHT);
        Files.setPosixFilePermissions(bin.resolve("runwright"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().merge("PATH", bin.toString(), (old, first) -> first + ":" + old);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return out;
    }
}
