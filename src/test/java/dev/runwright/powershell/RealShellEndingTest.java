package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.text.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a script ends on a real PowerShell, and that the next one finds nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealShellEndingTest {
    private RealScripts scripts;

    @BeforeAll
    void start() {
        scripts = new RealScripts();
    }

    @AfterAll
    void stop() {
        if (scripts != null) {
            scripts.close();
        }
    }

    /** Exit codes: of the script, of a native program; -1 is a failed step without one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exit 0                                            | returned | 0
            exit 5                                            | failed   | 5
            function f { exit 6 }; f                          | failed   | 6
            function f { g }; function g { exit 7 }; f        | failed   | 7
            try { 1 } finally { exit 8 }                      | failed   | 8
            & { exit 9 }                                      | failed   | 9
            sh -c 'exit 3'                                    | returned | 3
            sh -c 'exit 3'; exit                              | returned | 0
            1                                                 | returned | 0
            """)
    void anExitCodeIsThatOfTheScript(String script, String how, int code) {
        Outcome outcome = scripts.run(script + "\n");

        if (how.equals("failed")) {
            Outcome.Failed failed = (Outcome.Failed) outcome;
            assertThat(failed.error().message()).contains("exit code " + code);
            assertThat(failed.reply())
                    .isNotNull()
                    .satisfies(reply -> assertThat(reply.exit()).isEqualTo(code));
        } else {
            assertThat(((Outcome.Returned) outcome).reply().exit()).isEqualTo(code);
        }
        assertThat(scripts.output("$LASTEXITCODE")).isEqualTo(List.of(0L));
    }

    /** What ends a script early, with the place in the runbook: line 12 is the script's first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            throw 'boom'                                    | boom                       | 13 | 7
            1 / $null                                       | divide by zero             | 13 | 7
              Get-ProbeStrict -Nope 1                       | parameter name 'Nope'      | 13 | 23
            No-SuchCommand                                  | No-SuchCommand             | 13 | 7
            Write-Error 'bad' -ErrorAction Stop             | bad                        | 13 | 7
            [int]'many'                                     | many                       | 13 | 7
            if (1 { 2 }                                     | cannot be parsed           | 13 | 0
            $x = @'                                         | cannot be parsed           | 13 | 0
            Set-StrictMode -Version Latest; $undefined      | undefined                  | 13 | 39
            """)
    void whatEndsAScriptHasItsPlaceInTheRunbook(String script, String message, int line, int column) {
        StepError error = TestShells.failed(scripts.run("'first'\n" + script + "\n'last'\n"));

        assertThat(error.message()).contains(message);
        Position position = java.util.Objects.requireNonNull(error.position());
        assertThat(position.file()).isEqualTo("book.yaml");
        assertThat(position.line()).isEqualTo(line);
        if (column > 0) {
            assertThat(position.column()).isEqualTo(column);
        }
    }

    @Test
    void strictModeIsTheScriptsOwn() {
        TestShells.failed(scripts.run("Set-StrictMode -Version Latest; $undefined"));

        assertThat(scripts.output("\"[$undefined]\"")).isEqualTo(List.of("[]"));
    }

    @Test
    void aModuleWithClassesIsUsedByItsPath(@TempDir Path folder) throws Exception {
        Path module = Files.writeString(
                folder.resolve("Shapes.psm1"),
                "class Shape { [string]$Name; Shape([string]$n) { $this.Name = $n } }\nfunction Get-Area { 42 }\n");

        assertThat(scripts.output("using module " + module + "\n[Shape]::new('round').Name; Get-Area"))
                .isEqualTo(List.of("round", 42L));
        StepError none = TestShells.failed(scripts.run("using module " + folder + "/None.psm1\n1"));
        assertThat(none.message()).contains("None.psm1");
        assertThat(none.kind()).as(none.toString()).isEqualTo(ErrorClass.INVALID);
    }

    @Test
    void nothingIsThereForTheNextScript(@TempDir Path folder) {
        String look =
                "(Get-Variable | Where-Object Name -notin 'Matches', 'StackTrace', '^', '$' | ForEach-Object Name | Sort-Object) -join ' ';"
                        + " (Get-ChildItem env: | ForEach-Object { \"$($_.Name)=$($_.Value)\" } | Sort-Object) -join ' ';"
                        + " (Get-ChildItem function: | ForEach-Object Name | Sort-Object) -join ' '; (Get-Alias | Measure-Object).Count;"
                        + " $PWD.Path; [Environment]::CurrentDirectory; @(Get-Job).Count; @(Get-EventSubscriber).Count;"
                        + " (Get-PSDrive | ForEach-Object Name | Sort-Object) -join ' '; $Error.Count; $ErrorActionPreference; $VerbosePreference;"
                        + " $LASTEXITCODE; [runspace]::DefaultRunspace.Id; $PSDefaultParameterValues.Count; $OFS";
        scripts.run(look);
        List<?> before = scripts.output(look);
        scripts.run("""
                param($Folder)
                $global:left = 1; Set-Variable -Name stays -Value 2 -Scope Global -Option ReadOnly; $script:more = 3; Remove-Variable OFS -ErrorAction Ignore
                $global:ErrorActionPreference = 'Stop'; $global:VerbosePreference = 'Continue'; $global:OFS = '-'; $global:keys = 4
                $global:PSDefaultParameterValues = @{ 'Get-Item:Path' = '/' }
                $env:LEFT = 'x'; $env:KEYS = 'y'; $env:PATH = '/nowhere'; Remove-Item env:HOME
                function global:Left { 1 }; function global:prompt { 'p' }; Set-Alias left2 Get-Date -Scope Global; Remove-Item function:more -ErrorAction Ignore
                $null = New-PSDrive -Name Left -PSProvider FileSystem -Root $Folder -Scope Global
                Set-Location $Folder; [Environment]::CurrentDirectory = $Folder
                $null = Register-EngineEvent -SourceIdentifier Left -Action { 1 }
                $timer = [Timers.Timer]::new(60000); $null = Register-ObjectEvent $timer Elapsed -SourceIdentifier Left2 -Action { 2 }
                $r = [runspacefactory]::CreateRunspace(); $r.Open(); $p = [powershell]::Create(); $p.Runspace = $r; [void]$p.AddScript('Start-Sleep 300').BeginInvoke()
                Write-Error 'left'; sh -c 'exit 9'
                """, Map.of("Folder", folder.toString()));

        assertThat(scripts.output(look)).isEqualTo(before);
        assertThat(scripts.output("@(Get-Runspace | Where-Object { $_.RunspaceStateInfo.State -eq 'Opened' }).Count"))
                .isEqualTo(List.of(2L));
    }

    @Test
    void aJobThatAScriptStartedIsGoneForTheNextOne() {
        assertThat(scripts.output("(Start-Job -Name Left { Start-Sleep 300 }).Name"))
                .isEqualTo(List.of("Left"));
        assertThat(scripts.output("@(Get-Job).Count")).isEqualTo(List.of(0L));
    }

    @Test
    void aScriptThatSleepsAndANativeProgramAreStoppedWhenARunIsCancelledNow() throws Exception {
        for (String sleep : List.of(
                "Write-Information 0; Start-Sleep 300",
                "sh -c 'echo $$; exec sleep 300' | ForEach-Object { Write-Information $_ }")) {
            try (RealScripts own = new RealScripts()) {
                CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> own.test.shells.perform(
                        "exchange",
                        new ShellWork.Script(
                                sleep, new ScriptPlace("s.ps1", RealScripts.FIRST_LINE), "/", Map.of(), List.of()),
                        own.test.attempt(TestShells.LONG)));
                long pid = Long.parseLong(own.test.firstInfo.get(60, TimeUnit.SECONDS));
                own.test.cancellation.request();
                own.test.cancellation.request();

                assertThat(TestShells.unknown(outcome.get(60, TimeUnit.SECONDS)).message())
                        .contains("person");
                if (pid > 0) {
                    TestShells.awaitEnd(pid);
                }
                assertThat(own.output("1")).isEqualTo(List.of(1L));
            }
        }
    }
}
