package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.EnumValue;
import dev.runwright.value.Secret;
import dev.runwright.wire.Credential;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a real PowerShell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealShellCommandTest {
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

    @Test
    void theShellSaysWhatItIs() {
        test.output("Get-ProbeEcho", Map.of());

        assertThat(test.shells.shells())
                .hasEntrySatisfying(
                        "exchange",
                        shell -> assertThat(shell)
                                .containsEntry("engine", "pwsh")
                                .hasEntrySatisfying(
                                        "version",
                                        version -> assertThat(String.valueOf(version))
                                                .matches("\\d+\\.\\d+.*")));
    }

    @Test
    void allStreamsArriveInOrder() {
        test.events.clear();

        Outcome.Returned returned = (Outcome.Returned) test.invoke("Get-ProbeStreams", Map.of());

        assertThat(returned.reply().output()).isEqualTo(List.of("one", "two"));
        assertThat(returned.reply().warnings()).containsExactly("warn 2");
        assertThat(returned.reply().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).isEqualTo("error 6"));
        assertThat(test.events.stream().map(Events.Event::kind).filter(kind -> !kind.equals("progress")))
                .containsExactly("host", "warning", "verbose", "debug", "info", "error", "host");
        assertThat(test.events).anySatisfy(event -> {
            assertThat(event.text()).isEqualTo("act: st");
            assertThat(event.percent()).isEqualTo(40);
        });
    }

    @Test
    void aNativeProgramsErrorOutputIsNoError() {
        test.events.clear();

        assertThat(test.output("Get-ProbeNative", Map.of())).isEqualTo(List.of("out", "after"));
        assertThat(test.events).contains(new Events.Event("stderr", "oops", null));
    }

    @Test
    void aNativeProgramFindsItsInputEmpty() {
        assertThat(test.output("Get-ProbeStdin", Map.of())).isEqualTo(List.of("end"));
    }

    @Test
    void textWrittenStraightToTheConsoleDoesNoHarm() {
        assertThat(test.output("Get-ProbeConsole", Map.of())).isEqualTo(List.of("ok"));
    }

    @Test
    void aThrowEndsACommandAndItsOutputSoFarIsKept() {
        Outcome.Failed failed = (Outcome.Failed) test.invoke("Get-ProbeThrow", Map.of());

        assertThat(failed.error().message()).isEqualTo("boom");
        assertThat(String.valueOf(failed.error().details().get("script"))).endsWith("Probe.psm1");
        assertThat(failed.reply())
                .isNotNull()
                .satisfies(reply -> assertThat(reply.output()).isEqualTo(List.of("before")));
    }

    @Test
    void aWrittenErrorDoesNotEndACommand() {
        Outcome.Returned returned = (Outcome.Returned) test.invoke("Get-ProbeError", Map.of());

        assertThat(returned.reply().output()).isEqualTo(List.of("after"));
        StepError error = returned.reply().errors().get(0);
        assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(error.details()).containsEntry("id", "E1,Get-ProbeError").containsEntry("target", "tgt");
    }

    @Test
    void aDivisionByZeroEndsACommand() {
        assertThat(TestShells.failed(test.invoke("Get-ProbeDivision", Map.of())).message())
                .contains("divide by zero");
    }

    @Test
    void anUnknownParameterIsInvalid() {
        StepError bound = TestShells.failed(test.invoke("Get-ProbeStrict", Map.of("Nope", 1L)));
        StepError swallowed = TestShells.notSent(test.invoke("Get-ProbeEcho", Map.of("Nope", 1L)));

        assertThat(bound.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(bound.message()).contains("Nope");
        assertThat(swallowed.message()).contains("'Nope'").contains("Value");
    }

    @Test
    void aWrongTypeIsInvalid() {
        assertThat(TestShells.failed(test.invoke("Get-ProbeStrict", Map.of("Number", "many")))
                        .kind())
                .isEqualTo(ErrorClass.INVALID);
    }

    @Test
    void exitEndsTheCommandOnly() {
        assertThat(test.output("Get-ProbeExit", Map.of("Code", 0L))).isEqualTo(List.of("before"));
        assertThat(TestShells.failed(test.invoke("Get-ProbeExit", Map.of("Code", 5L)))
                        .message())
                .contains("exit code 5");
        assertThat(test.output("Get-ProbeBreak", Map.of())).isEqualTo(List.of("before"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "credential", "choice"})
    void aPromptFailsAtOnce(String kind) {
        Outcome outcome = test.invoke("Get-ProbePrompt", Map.of("Kind", kind));

        if (outcome instanceof Outcome.Returned returned) {
            assertThat(returned.reply().errors()).isNotEmpty();
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        }
    }

    @Test
    void aMissingMandatoryParameterFailsAtOnce() {
        assertThat(TestShells.failed(test.invoke("Get-ProbeMandatory", Map.of()))
                        .kind())
                .isEqualTo(ErrorClass.INVALID);
    }

    @Test
    void aCommandOfHighImpactRunsUnasked() {
        assertThat(test.output("Remove-ProbeThing", Map.of())).isEqualTo(List.of("removed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(New-Item injected)",
                "'; New-Item injected; '",
                "\"; New-Item injected #",
                "`$x `n",
                "a\nb\r\nc",
                "nul\u0000in",
                "@'\nx\n'@",
                "-Force",
                "--%",
                "; exit",
                "{ exit 1 }",
                "世😀ß",
                "“q”",
                "\u2028\u2029\u0085",
                "s:x",
                "i:5",
                "2026-01-02T03:04:05Z",
                "/Date(0)/",
                "",
                " ",
                "<a>&amp;\\u0041\\",
                "$null",
                "*",
                "[int]"
            })
    void noTextIsCode(String text) {
        assertThat(test.output("Get-ProbeText", Map.of("Value", text))).isEqualTo(List.of(text, (long) text.length()));
    }

    @Test
    void otherNamesThanTheAllowedOnesAreRefused() {
        for (String name : List.of("Get-ChildItem", "gci", "Get-Probe*", "/bin/sh", "Get-ProbeEcho; exit", "& { 1 }")) {
            TestShells.notSent(test.invoke(name, Map.of()));
        }
        assertThat(test.output("get-probeecho", Map.of("Value", 1L))).isEqualTo(List.of(1L));
    }

    @Test
    void everyTypeArrivesAsItsOwn() {
        Map<String, Object> wanted = Map.of(
                "System.Int32",
                5L,
                "System.Int64",
                -5_000_000_000L,
                "System.Numerics.BigInteger",
                new BigInteger("18446744073709551615"),
                "System.Double",
                1.5,
                "System.Decimal",
                new BigDecimal("1.10"),
                "System.TimeSpan",
                Duration.ofHours(-6),
                "System.Guid",
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                "System.Object[]",
                List.of(),
                "System.Collections.Hashtable",
                Map.of("a", 1L),
                "System.DateTime",
                OffsetDateTime.parse("2026-01-02T03:04:05.1234567Z"));

        wanted.forEach((type, value) ->
                assertThat(test.output("Get-ProbeType", Map.of("Value", value))).isEqualTo(List.of(type)));
    }

    @Test
    void valuesComeBackAsTheyWent() {
        for (Object value : Arrays.asList(
                null,
                true,
                "text",
                5L,
                new BigInteger("123456789012345678901234567890"),
                0.1,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                new BigDecimal("1.10"),
                OffsetDateTime.parse("2026-01-02T03:04:05.1234567Z"),
                LocalDateTime.parse("2026-01-02T03:04:05"),
                Duration.parse("P1DT2H3M4.5S"),
                List.of(),
                List.of(1L),
                Arrays.asList(1L, "x", null, List.of()),
                Map.of("a", 1L, "b", Map.of("c", List.of(1L))))) {
            Map<String, @Nullable Object> parameters = new java.util.HashMap<>();
            parameters.put("Value", value);
            assertThat(test.output("Get-ProbeEcho", parameters)).isEqualTo(Arrays.asList(value));
        }
    }

    @Test
    void whatACommandGivesKeepsItsTypes() {
        Map<?, ?> values = (Map<?, ?>) test.output("Get-ProbeValues", Map.of()).get(0);

        assertThat(values.get("Null")).isNull();
        assertThat(values.containsKey("Null")).isTrue();
        assertThat(values.get("Big")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(values.get("Day")).isEqualTo(new EnumValue("Friday", "5"));
        assertThat(values.get("Utc")).isEqualTo(OffsetDateTime.parse("2026-01-02T03:04:05Z"));
        assertThat(values.get("Local")).isEqualTo(LocalDateTime.parse("2026-01-02T03:04:05"));
        assertThat(values.get("Span")).isEqualTo(Duration.ofHours(-6));
        assertThat((byte[]) values.get("Bytes")).containsExactly(1, 2, -1);
        assertThat(values.get("Version")).isEqualTo("1.2.3");
        assertThat(values.get("Empty")).isEqualTo(List.of());
        assertThat(values.get("One")).isEqualTo(List.of(1L));
        assertThat(values.get("Map")).isEqualTo(Map.of("k", Map.of("n", 1L)));
        assertThat(values.get("DBNull")).isNull();
        assertThat(values.get("Letter")).isEqualTo("c");
        assertThat(values.get("Switch")).isEqualTo(true);
    }

    @Test
    void aCircleAndAPropertyThatThrowsAreSurvived() {
        Outcome.Returned returned = (Outcome.Returned) test.invoke("Get-ProbeTrouble", Map.of());

        assertThat(returned.reply().whole()).isFalse();
        assertThat(String.valueOf(returned.reply().output())).contains("A=1").contains("Bad=null");
    }

    @Test
    void onlySelectedPropertiesAreKept() {
        Outcome outcome = test.shells.invoke(
                new Cmdlets.Call(
                        "exchange", "Get-ProbeObjects", Map.of("Count", 2L, "Width", 20L), List.of("P3", "Nope", "p1")),
                test.attempt(TestShells.LONG));

        assertThat(TestShells.output(outcome))
                .isEqualTo(List.of(
                        Map.of("P3", "value 1 3", "P1", "value 1 1"), Map.of("P3", "value 2 3", "P1", "value 2 1")));
    }

    @Test
    void manyObjectsArriveAndTooManyAreCounted() {
        assertThat(test.output("Get-ProbeMany", Map.of("Count", 50_000L))).hasSize(50_000);

        Outcome.Returned returned = (Outcome.Returned) test.invoke("Get-ProbeMany", Map.of("Count", 50_001L));
        assertThat(returned.reply().whole()).isFalse();
    }

    @Test
    void secretsArriveAsTheCommandDeclaresThemAndNeverComeBack() {
        Secret secret = new Secret("pw", "pässwörd");

        assertThat(test.output(
                        "Get-ProbeSecret",
                        Map.of("Hidden", secret, "Plain", secret, "Login", new Credential("dom\\us:er", secret))))
                .isEqualTo(List.of(8L, "***", 8L, "dom\\us:er", 8L));
    }

    @Test
    void nothingIsLeftBehindForTheNextCommand() {
        List<?> before = test.output("Get-ProbeMess", Map.of());

        assertThat(test.output("Set-ProbeMess", Map.of())).isEqualTo(List.of("made"));
        assertThat(test.output("Get-ProbeMess", Map.of())).isEqualTo(before);
        assertThat(before).isEqualTo(List.of("False|Continue|||0|False"));
    }

    @Test
    void aHundredCallsAllHaveTheirOwnAnswer() {
        for (long i = 0; i < 100; i++) {
            assertThat(test.output("Get-ProbeEcho", Map.of("Value", i))).isEqualTo(List.of(i));
        }
    }
}
