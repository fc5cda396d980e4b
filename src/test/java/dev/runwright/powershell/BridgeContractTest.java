package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.Secret;
import dev.runwright.wire.Protocol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same commands give the same results: in the tests' own shell and a real one, in both ways to use jPowerShell. */
@ParameterizedClass
@CsvSource({"stand-in, ADAPTER", "stand-in, PUBLIC", "real, ADAPTER", "real, PUBLIC"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BridgeContractTest {
    private static final Duration SHORT = Duration.ofMillis(600);

    @Parameter(0)
    @SuppressWarnings("NullAway.Init")
    String shell;

    @Parameter(1)
    @SuppressWarnings("NullAway.Init")
    BridgeChoice.Way way;

    private @Nullable TestShells opened;

    @BeforeParameterizedClassInvocation
    void open() {
        if (shell.equals("stand-in") || RealShell.isThere()) {
            opened = shells(TestShells.LONG);
        }
    }

    @AfterParameterizedClassInvocation
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private TestShells test() {
        TestShells open = opened;
        assumeTrue(open != null, "RUNWRIGHT_PWSH names no PowerShell");
        return java.util.Objects.requireNonNull(open);
    }

    private TestShells shells(Duration spare) {
        ShellLimits limits = new ShellLimits(
                TestShells.LONG, TestShells.LONG, Duration.ofMillis(300), spare, Duration.ofSeconds(10));
        return new TestShells(way, profile(), limits);
    }

    private ShellProfile profile() {
        return shell.equals("real")
                ? RealShell.of(Path.of("src/test/resources/powershell/Contract.psm1"))
                : TestShells.profile(TestShells.command("normal"));
    }

    /** A shell of its own, for a test that ruins it. */
    private TestShells ruined(Duration spare) {
        test();
        TestShells.assumeWorthTheTime(way);
        return shells(spare);
    }

    @Test
    void theShellAnswersTheBootLineAndSaysWhatItIs() {
        test().output("Get-Nothing", Map.of());

        assertThat(test().shells.shells().get("exchange"))
                .containsEntry("engine", shell.equals("real") ? "pwsh" : "standin")
                .containsEntry("bridge", way.word());
    }

    @Test
    void everyCallHasItsOwnAnswer() {
        for (long i = 0; i < (way == BridgeChoice.Way.ADAPTER ? 300 : 40); i++) {
            assertThat(test().output("Get-Echo", Map.of("Value", i))).isEqualTo(List.of(Map.of("Value", i)));
        }
    }

    @Test
    void everyTypeComesBackAsItWent() {
        for (Object value : Arrays.asList(
                null,
                true,
                "text",
                5L,
                new BigInteger("123456789012345678901234567890"),
                0.1,
                new BigDecimal("1.10"),
                OffsetDateTime.parse("2026-01-02T03:04:05.1234567Z"),
                LocalDateTime.parse("2026-01-02T03:04:05"),
                Duration.parse("P1DT2H3M4.5S"),
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                List.of(),
                List.of(1L),
                Arrays.asList(1L, "x", null, List.of()),
                Map.of("a", 1L, "b", Map.of("c", List.of(1L))))) {
            Map<String, @Nullable Object> parameters = new HashMap<>();
            parameters.put("Value", value);
            assertThat(test().output("Get-Echo", parameters)).isEqualTo(List.of(parameters));
        }
    }

    @Test
    void nullIsNotTheSameAsMissing() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("Value", null);

        assertThat(test().output("Get-Echo", parameters)).isEqualTo(List.of(parameters));
        assertThat(test().output("Get-Echo", Map.of("Other", 1L))).isEqualTo(List.of(Map.of("Other", 1L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "/Date(0)/",
                "012",
                "1e5",
                "s:x",
                "i:5",
                "$(exit 1)",
                "'; exit; '",
                "\"; exit #",
                "`$x `n",
                "@'\nx\n'@",
                "a\nb\r\nc",
                "nul\u0000in",
                "RW1 AAAA",
                "@rw1 x res r1 4 AAAA",
                "世😀ß",
                ""
            })
    void textIsTextWhateverItLooksLike(String text) {
        assertThat(test().output("Get-Echo", Map.of("Value", text))).isEqualTo(List.of(Map.of("Value", text)));
    }

    @Test
    void aCallMayGiveNothing() {
        assertThat(test().output("Get-Nothing", Map.of())).isEmpty();
    }

    @Test
    void aLargeRequestAndALargeReplyArriveWhole() {
        String text = "x".repeat(700_000);

        assertThat(test().output("Get-Echo", Map.of("Value", text))).isEqualTo(List.of(Map.of("Value", text)));
        assertThat((String) test().output("Get-Big", Map.of("N", 3_000_000L)).get(0))
                .hasSize(3_000_000)
                .matches("z+");
    }

    @Test
    void eventsArriveInOrderBeforeTheCallReturns() {
        test().events.clear();

        test().output("Write-Events", Map.of("N", 200L));

        assertThat(test().events).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(test().events.get(i).text()).isEqualTo("event " + i);
        }
    }

    @Test
    void textOnStandardOutputDoesNoHarmAlsoIfItIsTheEndMark() {
        for (String text : List.of("some text", Protocol.END_MARK)) {
            assertThat(test().output("Write-Text", Map.of("Text", text))).isEmpty();
            assertThat(test().output("Get-Echo", Map.of("Value", text))).isEqualTo(List.of(Map.of("Value", text)));
        }
    }

    @Test
    void errorsThatDoNotEndACallStandBesideItsOutput() {
        Outcome.Returned returned = (Outcome.Returned) test().invoke("Get-Errors", Map.of());

        assertThat(returned.reply().output()).isEqualTo(List.of("after"));
        assertThat(returned.reply().errors()).singleElement().satisfies(BridgeContractTest::isNotFound);
    }

    @Test
    void anErrorThatEndsACallFailsIt() {
        isNotFound(TestShells.failed(test().invoke("Get-Failed", Map.of())));
    }

    private static void isNotFound(StepError error) {
        assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(error.message()).isEqualTo("The mailbox 'x' couldn't be found.");
        assertThat(error.details()).containsEntry("category", "ObjectNotFound").containsEntry("target", "x");
    }

    @Test
    void anExitCodeOtherThanZeroFailsACall() {
        assertThat(test().output("Get-Exit", Map.of("N", 0L))).isEmpty();
        assertThat(TestShells.failed(test().invoke("Get-Exit", Map.of("N", 5L))).message())
                .contains("exit code 5");
    }

    @Test
    void aCommandThatIsNotAllowedIsNotSent() {
        TestShells.notSent(test().invoke("Get-Unheard", Map.of()));
    }

    @Test
    void secretsAreHiddenWhereverTheyComeBack() {
        test().events.clear();

        Outcome outcome = test().invoke("Write-Secret", Map.of("Secret", new Secret("pw", "correct horse")));

        assertThat(String.valueOf(outcome)).contains("error with ***").doesNotContain("horse");
        assertThat(String.valueOf(test().events)).contains("the secret is ***").doesNotContain("horse");
    }

    @Test
    void aCallOverItsTimeIsStoppedAndItsOutcomeIsUnknown() {
        try (TestShells test = ruined(TestShells.LONG)) {
            long pid = test.pid();
            StepError error = TestShells.unknown(test.invoke("Wait-Politely", Map.of(), SHORT));

            assertThat(error.kind()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(error.message()).contains("time limit");
            assertThat(test.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void aCallThatDoesNotStopIsStuckAndItsShellIsKilled() throws Exception {
        try (TestShells test = ruined(TestShells.LONG)) {
            long pid = test.pid();
            StepError error = TestShells.unknown(test.invoke("Wait-Stuck", Map.of(), SHORT));

            assertThat(error.kind()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(error.message()).contains("did not");
            TestShells.awaitEnd(pid);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCallWithoutAReplyIsKilledWithAllThatItStarted() throws Exception {
        try (TestShells test = ruined(Duration.ofMillis(300))) {
            long pid = test.pid();
            TestShells.unknown(test.invoke("Wait-WithChild", Map.of(), Duration.ofSeconds(2)));

            TestShells.awaitEnd(pid);
            TestShells.awaitEnd(Long.parseLong(test.firstInfo.get(60, TimeUnit.SECONDS)));
        }
    }

    @Test
    void aCallIsCancelledInTheMiddleAndTheNextHasAnotherShell() throws Exception {
        try (TestShells test = ruined(TestShells.LONG)) {
            long pid = test.pid();
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-Politely", Map.of()));
            test.firstInfo.get(60, TimeUnit.SECONDS);
            test.cancellation.request();
            test.cancellation.request();

            assertThat(TestShells.unknown(outcome.get(60, TimeUnit.SECONDS)).message())
                    .contains("person");
            TestShells.awaitEnd(pid);
        }
    }

    @Test
    void aCallThatDoesNotHeedTheFirstWishIsKilledAtTheNext() throws Exception {
        try (TestShells test = ruined(TestShells.LONG)) {
            long pid = test.pid();
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-Stuck", Map.of()));
            test.firstInfo.get(60, TimeUnit.SECONDS);
            for (int wish = 0; wish < 3; wish++) {
                test.cancellation.request();
            }

            TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
            TestShells.awaitEnd(pid);
        }
    }

    @Test
    void aShellThatDiesInACallIsSeenAndReplaced() {
        try (TestShells test = ruined(TestShells.LONG)) {
            assertThat(TestShells.unknown(test.invoke("Exit-Now", Map.of())).message())
                    .contains("exit code 7", "out of luck");
            assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
        }
    }
}
