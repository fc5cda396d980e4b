package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.text.Position;
import dev.runwright.value.Secret;
import dev.runwright.wire.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps on another computer: the shipped functions over a real shell, whose remoting is another runspace. */
@NullUnmarked
final class RemotingTest {
    private static final Path FAKE =
            Path.of("src/test/resources/powershell/FakeRemoting.psm1").toAbsolutePath();

    private PowerShellShells shells;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("Credential", new Credential("CONTOSO\\svc", new Secret("pw", "very-secret-word")));
        options.put("Port", 5986L);
        options.put("UseSSL", true);
        ShellProfile plain = new ShellProfile(
                "local",
                ShellProfile.commandLine(RealShell.executable()),
                Map.of(),
                bridge(),
                List.of(),
                List.of("Get-Variable"),
                true,
                null,
                null,
                null,
                PoolRules.one(),
                null,
                new ShellProfile.Remoting(List.of("Microsoft.PowerShell.Utility"), options));
        shells = new PowerShellShells(List.of(plain), ShellLimits.standard());
    }

    /** The shipped scripts, with the fake remoting loaded before the module that uses it. */
    private Path bridge() throws IOException {
        Path shipped = Path.of(System.getProperty("runwright.install", "."), "scripts", "bridge");
        try (Stream<Path> files = Files.list(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path remote = folder.resolve("Runwright.Remote.psm1");
        Files.writeString(remote, "Import-Module '" + FAKE + "' -Global\n" + Files.readString(remote));
        return folder;
    }

    @AfterEach
    void close() {
        if (shells != null) {
            shells.close();
        }
    }

    private static Attempt attempt() {
        return new Attempt(Duration.ofMinutes(2), new Cancellation(), Events.NONE);
    }

    private Outcome invoke(String connection, String cmdlet, Map<String, @Nullable Object> with) {
        return shells.invoke(new Cmdlets.Call(connection, cmdlet, with, List.of()), attempt());
    }

    private static Object output(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return ((Outcome.Returned) outcome).reply().output();
    }

    private static Outcome.Returned returned(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        return (Outcome.Returned) outcome;
    }

    @Test
    void aCommandRunsOnTheOtherComputerAsThePersonOfTheConnection() {
        Map<?, ?> signed =
                (Map<?, ?>) ((List<?>) output(invoke("local@EX01", "Get-Variable", Map.of("Name", "Signed")))).get(0);
        assertThat(signed.get("Value")).isEqualTo("EX01 CONTOSO\\svc:16 5986 True");
        assertThat(signed.containsKey("PSComputerName")).isFalse();
        assertThat(signed.containsKey("RunspaceId")).isFalse();
        assertThat(shells.shells()).containsOnlyKeys("local@EX01");
    }

    @Test
    void parametersStayData() {
        String hostile = "$(throw 'run') `n \"; Get-Process #";
        Outcome outcome = invoke("local@EX01", "Write-Output", Map.of("InputObject", List.of(hostile, 5L, true)));
        assertThat(output(outcome)).isEqualTo(List.of(hostile, 5L, true));
    }

    @Test
    void aScriptRunsThereWithItsParametersBoundByName() {
        ShellWork.Script script = new ShellWork.Script(
                "param([string]$Name, [int]$Times) Write-Warning 'there'; $Name * $Times",
                new ScriptPlace("there.ps1", new Position("there.yaml", 3, 5)),
                folder.toString(),
                Map.of("Name", "ab", "Times", 3L),
                List.of());
        Outcome.Returned returned = returned(shells.perform("local@EX01", script, attempt()));
        assertThat(returned.reply().output()).isEqualTo(List.of("ababab"));
        assertThat(returned.reply().warnings()).containsExactly("there");
    }

    @Test
    void anErrorThereIsAnErrorOfTheStep() {
        Outcome.Returned returned = returned(invoke("local@EX01", "Get-Item", Map.of("Path", "/no/such/file")));
        assertThat(returned.reply().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("/no/such/file"));
    }

    @Test
    void aComputerThatDoesNotAnswerIsNotSent() {
        assertThat(invoke("local@NOWHERE", "Get-Date", Map.of())).isInstanceOfSatisfying(Outcome.NotSent.class, not -> {
            assertThat(not.error().message()).contains("local@NOWHERE", "Connect-RwHost failed", "NOWHERE failed");
        });
    }

    @Test
    void aSessionThatBrokeIsOpenedAnewAndAReadingIsMadeOnceMore() {
        returned(invoke("local@EX01", "Write-Output", Map.of("InputObject", "drop the session")));
        Outcome.Returned again = returned(invoke("local@EX01", "Get-Variable", Map.of("Name", "Signed")));
        assertThat(again.reply().errors()).isEmpty();
        returned(invoke("local@EX01", "Write-Output", Map.of("InputObject", "drop the session")));
        assertThat(invoke("local@EX01", "Set-Variable", Map.of("Name", "x", "Value", "y")))
                .isInstanceOf(Outcome.Failed.class);
        returned(invoke("local@EX01", "Set-Variable", Map.of("Name", "x", "Value", "y")));
    }

    @Test
    void eachComputerHasAShellOfItsOwn() {
        invoke("local@EX01", "Get-Date", Map.of());
        invoke("local@EX02", "Get-Date", Map.of());
        invoke("local", "Get-Variable", Map.of("Name", "PID"));
        assertThat(shells.shells()).containsOnlyKeys("local", "local@EX01", "local@EX02");
        assertThat(invoke("lcal@EX01", "Get-Date", Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        not -> assertThat(not.error().message()).contains("no connection 'lcal@EX01'"));
    }
}
