package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only Windows PowerShell 5.1 can show. Skipped elsewhere, with the reason printed. */
final class WindowsShellTest {
    private static final Path BRIDGE = Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge");

    @BeforeEach
    void onWindows() {
        skipUnless(File.separatorChar == '\\', "this is no Windows, and Windows PowerShell 5.1 is nowhere else");
    }

    private static void skipUnless(boolean there, String reason) {
        if (!there) {
            System.out.println("skipped: " + reason);
        }
        Assumptions.assumeTrue(there, reason);
    }

    private static TestShells open(Path bridge, ShellLimits limits, ShellProfile.Call... connect) {
        return new TestShells(
                new ShellProfile(
                        "exchange",
                        ShellProfile.commandLine("powershell"),
                        Map.of(),
                        bridge,
                        List.of(RealShell.MODULE.toString()),
                        List.of("Get-ProbeEcho", "Get-ProbeType", "Get-ProbePid", "Wait-ProbeHard"),
                        true,
                        connect.length == 0 ? null : connect[0],
                        null,
                        null),
                limits);
    }

    private static Outcome run(TestShells test, String script) {
        return test.shells.perform(
                "exchange",
                new ShellWork.Script(
                        script, new ScriptPlace("s.ps1", RealScripts.FIRST_LINE), "C:\\", Map.of(), List.of()),
                test.attempt(TestShells.LONG));
    }

    @Test
    void everythingWorksInAFolderWithBlanksAndUmlautsAndUnderAnotherCodePage(@TempDir Path folder) throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a b'{0}ü"));
        try (var files = Files.list(BRIDGE)) {
            for (Path file : files.toList()) {
                Files.copy(file, odd.resolve(file.getFileName()));
            }
        }
        try (TestShells test = open(odd, ShellLimits.standard())) {
            assertThat(test.output("Get-ProbeEcho", Map.of("Value", "héllo 世界 😀 ß")))
                    .isEqualTo(List.of("héllo 世界 😀 ß"));
            assertThat(TestShells.output(
                            run(test, "chcp.com 850 > $null; cmd /c echo \u00fc; $PSVersionTable.PSEdition")))
                    .last()
                    .isEqualTo("Desktop");
            assertThat(TestShells.failed(run(test, "'a'\nthrow 'boom'")).position())
                    .isEqualTo(new dev.runwright.text.Position("book.yaml", 13, 7));
        }
    }

    @Test
    void aShellWithoutAConsoleAnswers() throws Exception {
        try (TestShells test = open(BRIDGE, ShellLimits.standard())) {
            assertThat(TestShells.output(run(test, "[Console]::IsInputRedirected; Write-Host 'h'; 1")))
                    .isEqualTo(List.of(true, 1L));
        }
    }

    @Test
    void aPolicyThatForbidsTheBridgeIsToldWithItsWords() {
        skipUnless(
                "AllSigned".equals(System.getenv("RUNWRIGHT_TEST_POLICY")),
                "no group policy AllSigned here (RUNWRIGHT_TEST_POLICY=AllSigned says that there is one)");
        try (TestShells test = open(BRIDGE, ShellLimits.standard())) {
            assertThat(TestShells.notSent(test.invoke("Get-ProbeEcho", Map.of()))
                            .message())
                    .contains("did not start")
                    .contains("rw-boot.ps1");
        }
    }

    @Test
    void aConstrainedLanguageIsToldWithItsWords() {
        skipUnless(
                "ConstrainedLanguage".equals(System.getenv("RUNWRIGHT_TEST_POLICY")),
                "no constrained language here (RUNWRIGHT_TEST_POLICY=ConstrainedLanguage says that there is)");
        try (TestShells test = open(BRIDGE, ShellLimits.standard())) {
            assertThat(TestShells.notSent(test.invoke("Get-ProbeEcho", Map.of()))
                            .message())
                    .contains("did not start");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"git --version", "python --version", "terraform version"})
    void aNativeChildDoesNotFreezeAtItsStart(String command) {
        try (TestShells test = open(BRIDGE, ShellLimits.standard())) {
            String program = command.substring(0, command.indexOf(' '));
            skipUnless(
                    TestShells.output(run(test, "[bool](Get-Command " + program + " -ErrorAction Ignore)"))
                            .equals(List.of(true)),
                    "there is no " + program + " here");
            assertThat(TestShells.output(run(test, command))).isNotEmpty();
        }
    }

    @Test
    void aKillLeavesNoShellNoConsoleAndNoChild() throws Exception {
        try (TestShells test = open(BRIDGE, RealShell.impatient(Duration.ofMillis(500)))) {
            long shell = ((Number) test.output("Get-ProbePid", Map.of()).get(0)).longValue();
            TestShells.output(
                    run(test, "$null = Start-Process ping -ArgumentList '-n', '300', 'localhost' -WindowStyle Hidden"));
            List<ProcessHandle> below =
                    ProcessHandle.of(shell).orElseThrow().descendants().toList();
            TestShells.unknown(test.invoke("Wait-ProbeHard", Map.of(), Duration.ofMillis(500)));

            TestShells.awaitEnd(shell);
            for (ProcessHandle child : below) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aBrokenRemoteSessionIsAnErrorAndNoPrompt() {
        String computer = System.getenv("RUNWRIGHT_TEST_REMOTE");
        skipUnless(computer != null, "RUNWRIGHT_TEST_REMOTE names no computer that takes PowerShell remoting");
        try (TestShells test = open(BRIDGE, ShellLimits.standard())) {
            StepError error = TestShells.failed(run(
                    test,
                    "$s = New-PSSession -ComputerName " + computer
                            + "\nInvoke-Command -Session $s { Stop-Process -Id $PID -Force }"
                            + " -ErrorAction SilentlyContinue\nInvoke-Command -Session $s { 1 } -ErrorAction Stop"));

            assertThat(error.position()).isNotNull();
            assertThat(test.output("Get-ProbeEcho", Map.of("Value", 1L))).isEqualTo(List.of(1L));
        }
    }

    @Test
    void aConnectThatWaitsForAWindowIsEndedByItsLimit() {
        ShellLimits limits = new ShellLimits(
                TestShells.LONG,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
        try (TestShells test = open(BRIDGE, limits, new ShellProfile.Call("Wait-ProbeHard", Map.of()))) {
            assertThat(TestShells.notSent(test.invoke("Get-ProbeEcho", Map.of()))
                            .message())
                    .contains("Wait-ProbeHard failed");
        }
    }
}
