package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.wire.EstateAnswer;
import dev.runwright.wire.EstateAnswers;
import dev.runwright.wire.ShellError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies of a sandbox in a real PowerShell, answered by this process. */
final class RealShellEstateTest {
    private static final String PROXY = """
            function Get-Mailbox {
                [CmdletBinding()]
                param([Parameter(Position = 0, ValueFromPipeline)] [object]$Identity, [switch]$Archive)
                process { Runwright.Worker\\Invoke-RwEstate $PSCmdlet $PSBoundParameters }
            }
            """;

    private final List<Map<String, @Nullable Object>> calls = Collections.synchronizedList(new ArrayList<>());

    private EstateAnswer answer(String command, Map<String, @Nullable Object> arguments) {
        calls.add(arguments);
        String identity = String.valueOf(arguments.get("Identity"));
        ShellError missing = ShellError.of(
                "The object '" + identity + "' couldn't be found.",
                "Contoso.NotFoundException",
                "ManagementObjectNotFoundException",
                "ObjectNotFound",
                identity);
        return switch (identity) {
            case "missing" -> EstateAnswer.failed(missing, false);
            case "fatal" -> EstateAnswer.failed(missing, true);
            case "broken" -> throw new IllegalStateException("the estate is damaged");
            default ->
                new EstateAnswer(
                        List.of(Map.of("$type", "Contoso.Mailbox", "Name", identity, "Command", command)),
                        List.of("careful"),
                        null,
                        false);
        };
    }

    private TestShells open(Path folder, EstateAnswers answers) throws Exception {
        return RealShell.open(null, answers, Files.writeString(folder.resolve("Proxies.psm1"), PROXY));
    }

    @Test
    void aProxyIsAnsweredByThisProcess(@TempDir Path folder) throws Exception {
        try (TestShells test = open(folder, this::answer)) {
            Outcome.Returned returned =
                    (Outcome.Returned) test.invoke("Get-Mailbox", Map.of("Identity", "anna $(x) ü", "Archive", true));

            assertThat(returned.reply().output())
                    .isEqualTo(List.of(Map.of("Name", "anna $(x) ü", "Command", "Get-Mailbox")));
            assertThat(returned.reply().warnings()).containsExactly("careful");
            assertThat(calls).containsExactly(Map.of("Identity", "anna $(x) ü", "Archive", true));
        }
    }

    @Test
    void errorsAreThoseOfACmdlet(@TempDir Path folder) throws Exception {
        try (TestShells test = open(folder, this::answer)) {
            Outcome.Returned missing = (Outcome.Returned) test.invoke("Get-Mailbox", Map.of("Identity", "missing"));
            StepError fatal = TestShells.failed(test.invoke("Get-Mailbox", Map.of("Identity", "fatal")));

            assertThat(missing.reply().errors()).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
                assertThat(error.details())
                        .isEqualTo(Map.of(
                                "id", "ManagementObjectNotFoundException,Get-Mailbox",
                                "type", "Contoso.NotFoundException",
                                "category", "ObjectNotFound",
                                "command", "Get-Mailbox",
                                "target", "missing"));
            });
            assertThat(fatal.message()).contains("'fatal'");
            assertThat(fatal.details().keySet()).isEqualTo(Set.of("id", "type", "category", "command", "target"));
            assertThat(TestShells.failed(test.invoke("Get-Mailbox", Map.of("Identity", "broken")))
                            .message())
                    .contains("the estate is damaged");
        }
    }

    @Test
    void aScriptCallsAProxyLikeACmdlet(@TempDir Path folder) throws Exception {
        try (TestShells test = open(folder, this::answer)) {
            Outcome outcome = test.shells.perform(
                    "exchange",
                    new ShellWork.Script(
                            """
                            param($Names)
                            $Names | Get-Mailbox | ForEach-Object { $_.PSObject.TypeNames[0] + ' ' + $_.Name }
                            try { Get-Mailbox missing -ErrorAction Stop } catch { "caught $($_.CategoryInfo.Category)" }
                            """,
                            new ScriptPlace("s.ps1", new dev.runwright.text.Position("b.yaml", 1, 1)),
                            "/",
                            Map.of("Names", List.of("anna", "bob")),
                            List.of()),
                    test.attempt(TestShells.LONG));

            assertThat(TestShells.output(outcome))
                    .isEqualTo(List.of("Contoso.Mailbox anna", "Contoso.Mailbox bob", "caught ObjectNotFound"));
        }
    }
}
