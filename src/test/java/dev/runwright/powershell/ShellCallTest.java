package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import dev.runwright.value.EnumValue;
import dev.runwright.value.Secret;
import dev.runwright.wire.Protocol;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that the shell answers; the same whichever way jPowerShell is used. */
@ParameterizedClass
@EnumSource(BridgeChoice.Way.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShellCallTest {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    BridgeChoice.Way way;

    @SuppressWarnings("NullAway.Init")
    private TestShells test;

    @BeforeParameterizedClassInvocation
    void start() {
        test = TestShells.started(way, "normal");
    }

    @AfterParameterizedClassInvocation
    void stop() {
        test.close();
    }

    @Test
    void noneOfTenThousandCallsIsLostOrMixedUp() {
        int count = way == BridgeChoice.Way.ADAPTER ? 10_000 : Integer.getInteger("runwright.bridge.calls", 300);
        long before = ((Number) test.output("Get-Calls", Map.of()).get(0)).longValue();
        int wrong = 0;
        for (long i = 0; i < count; i++) {
            if (!test.output("Get-Echo", Map.of("N", i)).equals(List.of(Map.of("N", i)))) {
                wrong++;
            }
        }

        assertThat(wrong).isZero();
        assertThat(test.output("Get-Calls", Map.of())).isEqualTo(List.of(before + count + 1));
    }

    @Test
    void twoThreadsShareAShellInTurn() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Future<Integer>> wrong = new ArrayList<>();
        for (String name : List.of("A", "B")) {
            wrong.add(two.submit(() -> {
                int bad = 0;
                for (int i = 0; i < (way == BridgeChoice.Way.ADAPTER ? 300 : 30); i++) {
                    String text = name + i;
                    bad += test.output("Get-Echo", Map.of("T", text)).equals(List.of(Map.of("T", text))) ? 0 : 1;
                }
                return bad;
            }));
        }

        assertThat(wrong.get(0).get() + wrong.get(1).get()).isZero();
        two.shutdown();
    }

    @Test
    void aCallMayGiveNothing() {
        assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
    }

    @Test
    void textOfAnyScriptArrivesUnchanged() {
        Map<String, Object> parameters = Map.of("Text", "héllo 世界 😀 ß", "List", Arrays.asList("ü", 1L));

        assertThat(test.output("Get-Echo", Map.copyOf(parameters))).isEqualTo(List.of(parameters));
    }

    @Test
    void valuesOfAllTypesComeBackAsTheyMust() {
        RandomValues random = new RandomValues(Integer.getInteger("runwright.seed", 45));
        int count = way == BridgeChoice.Way.ADAPTER ? 300 : 20;
        for (int i = 0; i < count; i++) {
            RandomValues.Journey journey = random.value(3);
            Map<String, Object> there = new HashMap<>();
            there.put("Value", journey.there());

            Map<?, ?> came = (Map<?, ?>) test.output("Get-Echo", there).get(0);
            assertThat(asPowerShellGivesIt(came.get("Value"))).isEqualTo(journey.back());
        }
    }

    /** A shell without a language gives a time with its offset and a member of an enumeration as they came. */
    private static @Nullable Object asPowerShellGivesIt(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(asPowerShellGivesIt(item)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> plain = new HashMap<>();
            map.forEach((name, item) -> plain.put(name, asPowerShellGivesIt(item)));
            return plain;
        }
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC);
        }
        return value instanceof EnumValue member ? member.name() : value;
    }

    @Test
    void aValueMayBeThirtyTwoDeepAndKeysThatClashAreRefused() {
        Object deep = List.of();
        for (int i = 0; i < 32; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
        }
        assertThat(test.output("Get-Echo", Map.of("Value", deep))).isEqualTo(List.of(Map.of("Value", deep)));
        TestShells.notSent(test.invoke("Get-Echo", Map.of("Value", Map.of("Name", 1L, "name", 2L))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 10_000_000})
    void aLargeReplyArrivesWhole(int size) {
        String text = (String) test.output("Get-Big", Map.of("N", (long) size)).get(0);

        assertThat(text).hasSize(size).matches("z+");
    }

    @Test
    void aReplyBeyondTheLimitIsToldAndLeavesTheOutcomeOpen() {
        TestShells.assumeWorthTheTime(way);
        StepError error = TestShells.unknown(test.invoke("Get-Huge", Map.of()));

        assertThat(error.message()).contains("larger than 32 MiB").contains("select");
        assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
    }

    @Test
    void aRequestBeyondTheLimitIsNotSent() {
        StepError error = TestShells.notSent(test.invoke("Get-Echo", Map.of("T", "x".repeat(900_000))));

        assertThat(error.kind()).isEqualTo(ErrorClass.INVALID);
        assertThat(error.message()).contains("at most 1048576");
        assertThat(test.output("Get-Echo", Map.of("T", "x".repeat(700_000)))).hasSize(1);
    }

    @Test
    void noiseAroundAFrameIsKeptApart() {
        test.events.clear();

        assertThat(test.output("Write-Noise", Map.of())).isEqualTo(List.of("after noise"));
        assertThat(test.events)
                .anySatisfy(event -> assertThat(event.text()).startsWith("héllo 世界 without end"))
                .anySatisfy(event -> assertThat(event.kind()).isEqualTo("warning"));
        assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "length", "id", "base64"})
    void whatLooksLikeAFrameIsNoReply(String wrong) {
        assertThat(test.output("Write-Forged", Map.of("Wrong", wrong))).isEqualTo(List.of("real"));
        assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
    }

    @Test
    void theEndMarkThatACommandPrintsIsText() {
        for (int i = 0; i < 3; i++) {
            assertThat(test.output("Write-Text", Map.of("Text", Protocol.END_MARK)))
                    .isEmpty();
            assertThat(test.output("Get-Echo", Map.of("N", 1L))).isEqualTo(List.of(Map.of("N", 1L)));
        }
    }

    @Test
    void aReplyThatIsLostIsFetchedAgainAndNothingIsDoneTwice() {
        assumeTrue(way == BridgeChoice.Way.PUBLIC, "only jPowerShell's public methods lose replies");
        long before = ((Number) test.output("Get-Calls", Map.of()).get(0)).longValue();

        assertThat(test.output("Get-Lost", Map.of())).isEqualTo(List.of(before + 1));
        assertThat(test.output("Get-Calls", Map.of())).isEqualTo(List.of(before + 2));
    }

    @Test
    void aLateReplyOfAnOlderRequestIsIgnored() {
        assertThat(test.output("Write-Late", Map.of())).isEqualTo(List.of("fresh"));
    }

    @Test
    void ofTwoRepliesTheFirstCounts() {
        assertThat(test.output("Write-Twice", Map.of())).isEqualTo(List.of("first"));
        assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
    }

    @Test
    void aReplyThatCannotBeReadLeavesTheOutcomeOpenAndTheShellIsReplaced() {
        TestShells.assumeWorthTheTime(way);
        long pid = test.pid();

        assertThat(TestShells.unknown(test.invoke("Write-Garbage", Map.of())).message())
                .contains("splendid");
        assertThat(test.pid()).isNotEqualTo(pid);
    }

    @Test
    void aShellThatCouldNotBePutBackIsReplaced() {
        TestShells.assumeWorthTheTime(way);
        long pid = test.pid();

        assertThat(test.output("Get-Dirty", Map.of())).isEmpty();
        assertThat(test.pid()).isNotEqualTo(pid);
    }

    @Test
    void errorsThatDoNotEndACallStandBesideItsOutput() {
        Outcome.Returned returned = (Outcome.Returned) test.invoke("Get-Errors", Map.of());

        assertThat(returned.reply().output()).isEqualTo(List.of("after"));
        assertThat(returned.reply().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND));
    }

    @Test
    void anErrorThatEndsACallFailsIt() {
        StepError error = TestShells.failed(test.invoke("Get-Failed", Map.of()));

        assertThat(error.kind()).isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(error.details())
                .containsEntry("id", "ManagementObjectNotFoundException,Get-Mailbox")
                .containsEntry("category", "ObjectNotFound")
                .containsEntry("target", "x");
    }

    @Test
    void aCommandThatTheShellRefusesWasNotSent() {
        assertThat(TestShells.notSent(test.invoke("Get-Unheard", Map.of())).message())
                .contains("unknown command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMEOUT", "CANCELLED", "STUCK", "BRIDGE_ERROR"})
    void whatMayHaveReachedTheTargetIsUnknownAndTheShellIsReplaced(String status) {
        TestShells.assumeWorthTheTime(way);
        long pid = test.pid();

        TestShells.unknown(test.invoke("Get-Status", Map.of("Status", status)));
        assertThat(test.pid()).isNotEqualTo(pid);
    }

    @Test
    void anExitCodeOtherThanZeroFailsACall() {
        assertThat(test.output("Get-Exit", Map.of("N", 0L))).isEmpty();
        assertThat(TestShells.failed(test.invoke("Get-Exit", Map.of("N", 5L))).message())
                .contains("exit code 5");
    }

    @Test
    void eventsArriveInOrder() {
        test.events.clear();

        test.output("Write-Events", Map.of("N", 500L));

        assertThat(test.events).hasSize(500);
        assertThat(test.events.get(499).text()).isEqualTo("event 499");
        assertThat(test.events).isSortedAccordingTo((a, b) -> Integer.compare(number(a.text()), number(b.text())));
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(6));
    }

    @Test
    void aFloodOfEventsIsCutAndCounted() {
        test.events.clear();

        test.output("Write-Events", Map.of("N", 30_000L));

        assertThat(test.events).hasSize(10_001);
        assertThat(test.events.get(10_000).kind()).isEqualTo("dropped");
        assertThat(test.events.get(10_000).text()).contains("20,000 messages");
    }

    @Test
    void secretsAreHiddenWhereverTheyComeBack() {
        test.events.clear();
        Secret secret = new Secret("pw", "correct horse");

        Outcome.Returned returned =
                (Outcome.Returned) test.invoke("Write-Secret", Map.of("Secret", secret, "Other", List.of(secret)));

        test.output("Write-Events", Map.of("N", 1L));
        assertThat(test.events).hasSizeGreaterThanOrEqualTo(4); // what came on standard error may be still to come
        assertThat(String.valueOf(test.events)).contains("***").doesNotContain("horse");
        assertThat(String.valueOf(returned)).contains("error with ***").doesNotContain("horse");
    }

    @Test
    void aSecretOfAnEarlierCallIsHiddenToo() {
        test.invoke("Get-Echo", Map.of("Secret", new Secret("pw", "earlier secret")));

        test.events.clear();
        test.invoke("Write-Text", Map.of("Text", "an earlier secret comes back"));

        assertThat(test.events).extracting(event -> event.text()).contains("an *** comes back");
    }

    @Test
    void parametersThatCannotBeSentAreToldAndNothingIsSent() {
        assertThat(TestShells.notSent(test.invoke("Get-Echo", Map.of("Name", 1L, "NAME", 2L)))
                        .message())
                .contains("only by case");
    }

    @Test
    void aConnectionThatIsNotThereIsToldWithTheNearestName() {
        Outcome outcome = test.shells.invoke(
                new dev.runwright.engine.Cmdlets.Call("exchnge", "Get-X", Map.of(), List.of()),
                test.attempt(TestShells.LONG));

        assertThat(TestShells.notSent(outcome).message()).contains("'exchnge'").contains("'exchange'");
    }

    @Test
    void whatIsKnownOfAShellIsItsEngineAndVersion() {
        test.output("Get-Nothing", Map.of());

        assertThat(test.shells.shells())
                .isEqualTo(Map.of("exchange", Map.of("engine", "standin", "version", "1.0", "bridge", way.word())));
    }
}
