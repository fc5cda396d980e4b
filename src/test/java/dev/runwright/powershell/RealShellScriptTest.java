package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.text.Position;
import dev.runwright.value.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Scripts in a real PowerShell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealShellScriptTest {
    private static final Position FIRST_LINE = new Position("book.yaml", 12, 7);

    private TestShells test;

    @BeforeAll
    void start() {
        test = RealShell.open();
    }

    @AfterAll
    void stop() {
        if (test != null) {
            test.close();
        }
    }

    private Outcome run(String script, Map<String, @Nullable Object> parameters) {
        return test.shells.perform(
                "exchange",
                new ShellWork.Script(script, new ScriptPlace("fix/it.ps1", FIRST_LINE), "/", parameters, List.of()),
                test.attempt(TestShells.LONG));
    }

    @Test
    void parametersAreBoundWithTypesAndDefaults() {
        Outcome outcome = run(
                "param([string]$Name, [int]$N = 3, [switch]$On)\n\"$Name $N $On\"\n, @(1, 2)\n$null",
                Map.of("Name", "$(exit)", "On", true));

        assertThat(TestShells.output(outcome)).isEqualTo(Arrays.asList("$(exit) 3 True", List.of(1L, 2L), null));
    }

    @Test
    void aSecretIsTextOnlyWhereTheScriptDeclaresText() {
        Secret secret = new Secret("token", "hunter22");

        assertThat(TestShells.output(run(
                        "param([string]$Text, $Any) $Text.Length; $Any.GetType().Name; $Any",
                        Map.of("Text", secret, "Any", secret))))
                .isEqualTo(List.of(8L, "SecureString", "***"));
    }

    @Test
    void aParameterThatTheScriptDoesNotDeclareIsRefusedBeforeItRuns() {
        assertThat(TestShells.notSent(run("param($A, $B) 1", Map.of("C", 1L))).message())
                .contains("'C'")
                .contains("A, B");
        assertThat(TestShells.notSent(run("1", Map.of("C", 1L))).message()).contains("has none");
    }

    @Test
    void aThrowLeadsToItsLineInTheRunbook() {
        StepError error = TestShells.failed(run("'a'\n\n  throw 'boom'", Map.of()));

        assertThat(error.message()).isEqualTo("boom");
        assertThat(error.details()).containsEntry("script", "fix/it.ps1").containsEntry("line", 3L);
        assertThat(error.position()).isEqualTo(new Position("book.yaml", 14, 9));
    }

    @Test
    void aWrittenErrorAndAnErrorInsideAModuleLeadToTheirLines() {
        Outcome.Returned written = (Outcome.Returned) run("'a'\nWrite-Error 'bad'\n'b'", Map.of());
        StepError inside = TestShells.failed(run("'a'\n\n\nGet-ProbeThrow", Map.of()));

        assertThat(written.reply().output()).isEqualTo(List.of("a", "b"));
        assertThat(written.reply().errors().get(0).position()).isEqualTo(new Position("book.yaml", 13, 7));
        assertThat(inside.position()).isEqualTo(new Position("book.yaml", 15, 7));
        assertThat(String.valueOf(inside.details().get("script"))).endsWith("Probe.psm1");
    }

    @Test
    void aParseErrorIsToldWithItsPlaceBeforeAnythingRuns() {
        StepError error = TestShells.failed(run("'a'\nif (1 { 2 }\n", Map.of()));

        assertThat(error.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(error.message()).startsWith("The script cannot be parsed: ");
        assertThat(error.position()).isNotNull().satisfies(position -> {
            assertThat(position.line()).isEqualTo(13);
            assertThat(position.column()).isGreaterThan(7);
        });
    }

    @Test
    void exitCodesAreTold() {
        assertThat(exit(run("1; exit 0; 2", Map.of()))).isEqualTo(0);
        assertThat(exit(run("1; sh -c 'exit 3'; 2", Map.of()))).isEqualTo(3);
        Outcome.Failed failed = (Outcome.Failed) run("function f { exit 6 }; 1; f; 2", Map.of());
        assertThat(failed.error().message()).contains("exit code 6");
        assertThat(failed.reply()).isNotNull().satisfies(reply -> {
            assertThat(reply.exit()).isEqualTo(6);
            assertThat(reply.output()).isEqualTo(List.of(1L));
        });
    }

    private static @Nullable Integer exit(Outcome outcome) {
        return ((Outcome.Returned) outcome).reply().exit();
    }

    @Test
    void aScriptRunsInItsFolderAndTheNextCommandElsewhere() {
        assertThat(TestShells.output(run("$PWD.Path; [Environment]::CurrentDirectory", Map.of())))
                .isEqualTo(List.of("/", "/"));
        assertThat(test.output("Get-ProbeMess", Map.of()).get(0).toString()).endsWith("|False");
    }

    @Test
    void aFolderThatIsNotThereIsToldBeforeTheScriptRuns() {
        Outcome outcome = test.shells.perform(
                "exchange",
                new ShellWork.Script("1", new ScriptPlace("s.ps1", FIRST_LINE), "/no/such/place", Map.of(), List.of()),
                test.attempt(TestShells.LONG));

        assertThat(TestShells.notSent(outcome).message()).contains("'/no/such/place'");
        assertThat(TestShells.output(run("1", Map.of()))).isEqualTo(List.of(1L));
    }

    @Test
    void nothingOfAScriptIsSeenByTheNext() {
        run(
                "$x = 1; $script:y = 2; function f { 1 }; function global:Left { 1 }; function global:prompt { 'p' };"
                        + " Set-Alias left2 Get-Date -Scope Global; $global:z = 3",
                Map.of());

        assertThat(TestShells.output(run(
                        "\"[$x][$y][$z][$(Test-Path function:f)][$(Test-Path function:Left)][$(Test-Path alias:left2)]\"",
                        Map.of())))
                .isEqualTo(List.of("[][][][False][False][False]"));
    }

    @Test
    void classesUsingAndHereStringsWork() {
        assertThat(TestShells.output(run(
                        "using namespace System.Text\nclass P { [int]$X; P([int]$x) { $this.X = $x } }\n[P]::new(4).X\n"
                                + "[StringBuilder]::new('ok').ToString()\n@'\n$(1)\n'@\n# end",
                        Map.of())))
                .isEqualTo(List.of(4L, "ok", "$(1)"));
    }

    @Test
    void aVersionThatIsRequiredIsChecked() {
        assertThat(TestShells.notSent(run("#requires -Version 99.0\n1", Map.of()))
                        .message())
                .contains("99.0");
        assertThat(run("#requires -Modules No.Such.Module\n1", Map.of())).isInstanceOf(Outcome.Failed.class);
    }
}
