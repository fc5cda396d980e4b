package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would ask a person, on a real PowerShell: it fails at once and is named; {@code -WhatIf} is what it says, or is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealShellPromptTest {
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Read-Host 'Your name'                                         | Read-Host 'Your name'
            Read-Host 'Password' -AsSecureString                          | Read-Host 'Password' -AsSecureString
            Get-Credential -Message 'Log in' -UserName u                  | Get-Credential -Message 'Log in'
            $Host.UI.PromptForChoice('C', 'Sure?', [Management.Automation.Host.ChoiceDescription[]]@('&Yes'), 0) | PromptForChoice('C', 'Sure?'
            $Host.UI.PromptForCredential('C', 'Who?', 'u', 't')           | PromptForCredential('C', 'Who?'
            $Host.UI.ReadLine()                                           | $Host.UI.ReadLine()
            $Host.UI.RawUI.ReadKey()                                      | $Host.UI.RawUI.ReadKey()
            pause                                                         | Press Enter to continue
            Write-Warning w -WarningAction Inquire                        | Write-Warning w -WarningAction Inquire
            $ErrorActionPreference = 'Inquire'; Write-Error 'x'           | Write-Error 'x'
            Remove-ProbeThing -Confirm                                    | Remove-ProbeThing -Confirm
            function go { [CmdletBinding(SupportsShouldProcess)] param() $PSCmdlet.ShouldContinue('Really?', 'C') }; go | ShouldContinue('Really?'
            """)
    void aPromptFailsAtOnceWithASentenceThatNamesIt(String script, String named) {
        StepError error = TestShells.failed(scripts.run(script));

        assertThat(error.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(error.message())
                .startsWith("It wanted to ask, and nobody is there to answer: ")
                .contains(named)
                .contains("as a parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "credential", "choice"})
    void aPromptInsideACommandIsNamedToo(String kind) {
        Outcome outcome = scripts.test.invoke("Get-ProbePrompt", Map.of("Kind", kind));

        assertThat(TestShells.failed(outcome).message())
                .startsWith("It wanted to ask, and nobody is there to answer: ");
    }

    @Test
    void aMandatoryParameterThatIsMissingIsNamed() {
        assertThat(TestShells.failed(scripts.run("function f { param([Parameter(Mandatory)]$Need) $Need }; f"))
                        .message())
                .contains("Need");
    }

    @Test
    void aProgramThatReadsTheConsoleFindsItEmpty() {
        assertThat(scripts.output("$null -eq [Console]::In.ReadLine(); sh -c 'read x; echo \"got $x\"'"))
                .isEqualTo(List.of(true, "got "));
    }

    @Test
    void whatIfDoesNothingAndSaysWhatItWouldDo() {
        scripts.test.events.clear();

        assertThat(scripts.test.output("Remove-ProbeThing", Map.of("WhatIf", true)))
                .isEmpty();
        assertThat(scripts.test.events).anySatisfy(event -> {
            assertThat(event.kind()).isEqualTo("native");
            assertThat(event.text()).contains("\"Remove-ProbeThing\"").contains("\"thing\"");
        });
        assertThat(scripts.test.output("Remove-ProbeThing", Map.of())).isEqualTo(List.of("removed"));
    }

    @Test
    void whatIfIsRefusedWhereACommandDoesNotHaveIt() {
        StepError bound = TestShells.failed(scripts.test.invoke("Get-ProbeStrict", Map.of("WhatIf", true)));
        StepError swallowed = TestShells.notSent(scripts.test.invoke("Get-ProbeEcho", Map.of("WhatIf", true)));

        assertThat(bound.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(bound.message()).contains("WhatIf");
        assertThat(swallowed.message()).contains("'WhatIf'");
    }
}
