package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.Secret;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadlines, cancelling and failing modules in a real PowerShell. */
final class RealShellTroubleTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @Test
    void aCommandOverItsTimeIsStoppedAndItsOutcomeIsUnknown() {
        try (TestShells test = RealShell.open()) {
            test.output("Get-ProbeEcho", Map.of());
            StepError error = TestShells.unknown(test.invoke("Wait-Probe", Map.of(), SHORT));

            assertThat(error.kind()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(error.message()).contains("time limit");
            assertThat(test.output("Get-ProbeEcho", Map.of("Value", 1L))).isEqualTo(List.of(1L));
        }
    }

    @Test
    void aPropertyThatHangsCountsAgainstTheTime() {
        try (TestShells test = RealShell.open()) {
            assertThat(TestShells.unknown(test.invoke("Get-ProbeHanging", Map.of(), SHORT))
                            .message())
                    .contains("time limit");
        }
    }

    @Test
    void aCommandThatCannotBeStoppedIsKilled() {
        try (TestShells test = RealShell.open(null, null, RealShell.impatient(TestShells.LONG))) {
            assertThat(TestShells.unknown(test.invoke("Wait-ProbeHard", Map.of(), SHORT))
                            .message())
                    .contains("did not");
            assertThat(test.output("Get-ProbeEcho", Map.of("Value", 1L))).isEqualTo(List.of(1L));
        }
    }

    @Test
    void aTreeOfNativeProgramsIsKilledWithTheShell() throws Exception {
        try (TestShells test = RealShell.open(null, null, RealShell.impatient(TestShells.LONG))) {
            TestShells.unknown(test.invoke("Wait-ProbeTree", Map.of(), Duration.ofSeconds(2)));

            TestShells.awaitEnd(Long.parseLong(test.firstInfo.get(60, TimeUnit.SECONDS)));
        }
    }

    @Test
    void aCommandIsCancelledWhileItRuns() throws Exception {
        try (TestShells test = RealShell.open()) {
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-Probe", Map.of()));
            test.firstInfo.get(60, TimeUnit.SECONDS);
            test.cancellation.request();
            test.cancellation.request();

            assertThat(TestShells.unknown(outcome.get(60, TimeUnit.SECONDS)).message())
                    .contains("person");
        }
    }

    @Test
    void anInterruptFromTheKeyboardDoesNotReachTheShell() throws Exception {
        try (TestShells test = RealShell.open()) {
            long pid = ((Number) test.output("Get-ProbePid", Map.of()).get(0)).longValue();
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();

            assertThat(test.output("Get-ProbePid", Map.of())).isEqualTo(List.of(pid));
        }
    }

    private static Process program(String command) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Drunwright.install=" + System.getProperty("runwright.install", "."),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrphanMain.class.getName(),
                        RealShell.executable().isEmpty() ? "" : command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aShellEndsWhenTheProgramItBelongsToIsKilledInAStep() throws Exception {
        Process program = program("Wait-Probe");
        try (BufferedReader said = program.inputReader()) {
            long shell = Long.parseLong(String.valueOf(said.readLine()));

            program.destroyForcibly();

            TestShells.awaitEnd(shell);
            assertThat(ProcessHandle.of(shell).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void whatAStepHasStartedEndsToo() throws Exception {
        Process program = program("Wait-ProbeTree");
        try (BufferedReader said = program.inputReader()) {
            long shell = Long.parseLong(String.valueOf(said.readLine()));
            long child = Long.parseLong(String.valueOf(said.readLine()));

            program.destroyForcibly();

            TestShells.awaitEnd(shell);
            TestShells.awaitEnd(child);
            assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void closingLeavesNoProcess() throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        try (TestShells test = RealShell.open()) {
            test.output("Get-ProbeEcho", Map.of());
            assertThat(ProcessHandle.current().descendants().count()).isGreaterThan(before.size());
        }
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            if (!before.contains(process)) {
                TestShells.awaitEnd(process.pid());
            }
        }
    }

    @Test
    void theConnectingCommandsWorkStaysForTheSession() {
        ShellProfile.Call connect = new ShellProfile.Call(
                "Connect-Probe", Map.of("Name", "anna", "Password", new Secret("pw", "correct horse")));
        try (TestShells test = RealShell.open(connect, null)) {
            assertThat(test.output("Get-ProbeConnected", Map.of())).isEqualTo(List.of("anna"));
            assertThat(test.output("Get-ProbeConnected", Map.of())).isEqualTo(List.of("anna"));
        }
    }

    @Test
    void aConnectingCommandThatFailsIsToldWithoutItsSecret() {
        ShellProfile.Call connect = new ShellProfile.Call(
                "Connect-Probe", Map.of("Name", "nobody", "Password", new Secret("pw", "correct horse")));
        try (TestShells test = RealShell.open(connect, null)) {
            StepError error = TestShells.notSent(test.invoke("Get-ProbeConnected", Map.of()));

            assertThat(error.message())
                    .contains("Connect-Probe failed")
                    .contains("no such account")
                    .contains("***");
            assertThat(error.toString()).doesNotContain("horse");
        }
    }

    @Test
    void aModuleThatIsNotThereOrCannotBeParsedIsTold(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("Broken.psm1"), "function Get-Broken {\n  if ($x { 1 }\n}\n");
        for (Path module : List.of(folder.resolve("No.Such.psm1"), broken)) {
            try (TestShells test = RealShell.open(null, null, module)) {
                StepError error = TestShells.notSent(test.invoke("Get-ProbeEcho", Map.of()));

                assertThat(error.message()).contains("module " + module);
            }
        }
    }

    @Test
    void aBridgeFolderWithBlanksQuotesAndUmlautsWorks(@TempDir Path folder) throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a b'{0}ü"));
        try (var files = Files.list(Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge"))) {
            for (Path file : files.toList()) {
                Files.copy(file, odd.resolve(file.getFileName()));
            }
        }
        try (TestShells test = new TestShells(profile(odd), ShellLimits.standard())) {
            assertThat(test.output("Get-ProbeEcho", Map.of("Value", 1L))).isEqualTo(List.of(1L));
        }
    }

    private static ShellProfile profile(Path bridge) {
        return new ShellProfile(
                "exchange",
                ShellProfile.commandLine(RealShell.executable()),
                Map.of(),
                bridge,
                List.of(RealShell.MODULE.toString()),
                List.of("Get-ProbeEcho"),
                false,
                null,
                null,
                null);
    }

    @Test
    void aBridgeThatCannotBeLoadedEndsTheShell(@TempDir Path folder) throws Exception {
        Files.copy(
                Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge", "rw-boot.ps1"),
                folder.resolve("rw-boot.ps1"));
        try (TestShells test = new TestShells(profile(folder), ShellLimits.standard())) {
            assertThat(TestShells.notSent(test.invoke("Get-ProbeEcho", Map.of()))
                            .message())
                    .contains("exit code 96")
                    .contains("The bridge could not start");
        }
    }
}
