package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shells that do not start, do not answer, or die; the same whichever way jPowerShell is used. */
@ParameterizedClass
@EnumSource(BridgeChoice.Way.class)
final class ShellTroubleTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    @Parameter
    @SuppressWarnings("NullAway.Init")
    BridgeChoice.Way way;

    private TestShells started(String manner) {
        TestShells.assumeWorthTheTime(way);
        return TestShells.started(way, manner);
    }

    private TestShells shells(ShellProfile profile, ShellLimits limits) {
        TestShells.assumeWorthTheTime(way);
        return new TestShells(way, profile, limits);
    }

    @Test
    void aProgramThatIsNotThereIsTold() {
        ShellProfile profile = TestShells.profile(List.of("/nowhere/pwsh"));
        try (TestShells test = shells(profile, ShellLimits.standard())) {
            StepError error = TestShells.notSent(test.invoke("Get-Echo", Map.of()));

            assertThat(error.kind()).isEqualTo(ErrorClass.UNREACHABLE);
            assertThat(error.message())
                    .contains("'/nowhere/pwsh'")
                    .contains("'exchange'")
                    .contains("cannot be started");
        }
    }

    @Test
    void aShellThatExitsAtOnceIsToldWithItsLastWords() {
        try (TestShells test = started("exit")) {
            StepError error = TestShells.notSent(test.invoke("Get-Echo", Map.of()));

            assertThat(error.message()).contains("exit code 3").contains("cannot find my libraries");
        }
    }

    @Test
    void aShellThatNeverAnswersIsKilledAtTheLimit() throws Exception {
        ShellLimits limits = TestShells.limits(SHORT, TestShells.LONG);
        try (TestShells test = shells(TestShells.profile(TestShells.command("mute")), limits)) {
            assertThat(TestShells.notSent(test.invoke("Get-Echo", Map.of())).message())
                    .contains("did not answer within");
        }
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            if (process.info().commandLine().orElse("").contains("ScriptedShell mute")) {
                TestShells.awaitEnd(process.pid());
            }
        }
    }

    @Test
    void aBannerBeforeTheFirstAnswerDoesNoHarm() {
        try (TestShells test = started("banner")) {
            assertThat(test.output("Get-Echo", Map.of("A", 1L))).isEqualTo(List.of(Map.of("A", 1L)));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShellMayTakeItsRequestsFromAPipe() {
        assumeTrue(way == BridgeChoice.Way.ADAPTER, "jPowerShell's public methods write to standard input only");
        try (TestShells test = started("pipe")) {
            assertThat(test.output("Get-Echo", Map.of("A", "ä"))).isEqualTo(List.of(Map.of("A", "ä")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "windows-1252", "UTF-8"})
    void aShellWithAnotherCharacterSetLosesNoLetter(String set) {
        Map<String, String> posix = new HashMap<>(Map.of("LANG", "POSIX", "LC_ALL", "POSIX"));
        posix.put("JDK_JAVA_OPTIONS", "-Dfile.encoding=" + set);
        ShellProfile plain = TestShells.profile(TestShells.command("normal"));
        ShellProfile profile = new ShellProfile(
                plain.connection(),
                plain.command(),
                posix,
                plain.bridge(),
                List.of(),
                List.of(),
                true,
                null,
                null,
                null);
        try (TestShells test = shells(profile, ShellLimits.standard())) {
            assertThat(test.output("Get-Echo", Map.of("A", "世界 ß"))).isEqualTo(List.of(Map.of("A", "世界 ß")));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptFromTheKeyboardDoesNotReachTheShell() throws Exception {
        try (TestShells test = started("normal")) {
            long pid = test.pid();
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();

            assertThat(test.pid()).isEqualTo(pid);
        }
    }

    @Test
    void aShellThatDiesInACallIsSeenAtOnceAndReplaced() {
        try (TestShells test = started("normal")) {
            StepError error = TestShells.unknown(test.invoke("Exit-Now", Map.of()));

            assertThat(error.message()).contains("exit code 7").contains("out of luck");
            assertThat(test.output("Get-Nothing", Map.of())).isEmpty();
        }
    }

    @Test
    void aShellThatDiesAfterItsReplyHasReplied() throws Exception {
        try (TestShells test = started("normal")) {
            long pid = test.pid();

            assertThat(test.output("Exit-AfterReply", Map.of())).isEqualTo(List.of("done"));
            TestShells.awaitEnd(pid);
            assertThat(test.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void closingEndsAShellThatIsBusyWithAllThatItStarted() throws Exception {
        TestShells test = started("normal");
        long pid = test.pid();
        CompletableFuture<Outcome> outcome =
                CompletableFuture.supplyAsync(() -> test.invoke("Wait-WithChild", Map.of()));
        long child = Long.parseLong(test.firstInfo.get(60, TimeUnit.SECONDS));

        test.close();

        TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
        TestShells.awaitEnd(pid);
        TestShells.awaitEnd(child);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void oneThatCannotBeKilledInTimeIsCountedAndNamed() throws Exception {
        Process alive = new ProcessBuilder("sleep", "300").start();
        try {
            assertThat(ProcessTree.left(List.of(alive.toHandle()), Duration.ofMillis(50)))
                    .containsExactly(alive.toHandle());
        } finally {
            alive.destroyForcibly().waitFor();
        }
        assertThat(ProcessTree.left(List.of(alive.toHandle()), Duration.ofSeconds(30)))
                .isEmpty();
    }

    @Test
    void halfAReplyIsNone() {
        try (TestShells test = started("normal")) {
            assertThat(TestShells.unknown(test.invoke("Exit-InReply", Map.of())).message())
                    .contains("exit code 7");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aChildThatHoldsTheOutputOpenDoesNotHideTheDeathOfTheShell() throws Exception {
        try (TestShells test = started("normal")) {
            TestShells.unknown(test.invoke("Exit-WithChild", Map.of()));
            ProcessHandle.of(Long.parseLong(test.firstInfo.get(60, TimeUnit.SECONDS)))
                    .ifPresent(ProcessHandle::destroyForcibly); // an orphan of this test's own making
        }
    }

    @Test
    void aShellThatWasKilledWhileIdleIsReplacedWithoutALostCall() throws Exception {
        try (TestShells test = started("normal")) {
            long pid = test.pid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            TestShells.awaitEnd(pid);

            Outcome outcome = test.invoke("Get-Pid", Map.of());
            if (outcome instanceof Outcome.Returned returned) {
                assertThat(returned.reply().output()).isNotEqualTo(List.of(pid));
            }
            assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCallThatDoesNotEndIsKilledWithAllThatItStarted() throws Exception {
        ShellLimits limits = TestShells.limits(TestShells.LONG, SHORT);
        try (TestShells test = shells(TestShells.profile(TestShells.command("normal")), limits)) {
            long pid = test.pid();

            StepError error = TestShells.unknown(test.invoke("Wait-WithChild", Map.of(), SHORT));

            assertThat(error.kind()).isEqualTo(ErrorClass.TIMEOUT);
            TestShells.awaitEnd(pid);
            TestShells.awaitEnd(Long.parseLong(test.firstInfo.get(60, TimeUnit.SECONDS)));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aShellThatDoesNotReadIsKilledThoughTheRequestIsHalfWritten() throws Exception {
        ShellLimits limits = TestShells.limits(TestShells.LONG, SHORT);
        try (TestShells test = shells(TestShells.profile(TestShells.command("normal")), limits)) {
            long pid = test.pid();
            new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();

            TestShells.unknown(test.invoke("Get-Echo", Map.of("T", "x".repeat(700_000)), SHORT));
            TestShells.awaitEnd(pid);
        }
    }

    @Test
    void killingAllShellsEndsACallUnderWay() throws Exception {
        try (TestShells test = started("normal")) {
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-ForEver", Map.of()));
            test.firstInfo.get(60, TimeUnit.SECONDS);

            test.shells.kill();

            TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItIsSentIsNotSent() {
        try (TestShells test = started("normal")) {
            test.cancellation.request();
            test.cancellation.request();

            TestShells.notSent(test.invoke("Get-Echo", Map.of()));
        }
    }

    @Test
    void theFirstRequestToStopLetsACallFinish() throws Exception {
        try (TestShells test = started("normal")) {
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-Politely", Map.of()));
            test.firstInfo.get(60, TimeUnit.SECONDS);

            test.cancellation.request();
            assertThat(outcome).isNotDone();
            test.cancellation.request();

            StepError error = TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
            assertThat(error.message()).contains("person");
        }
    }

    @Test
    void aShellThatDoesNotHeedTheCancelFileIsKilled() throws Exception {
        ShellLimits limits = TestShells.limits(TestShells.LONG, SHORT);
        try (TestShells test = shells(TestShells.profile(TestShells.command("normal")), limits)) {
            long pid = test.pid();
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-ForEver", Map.of()));
            test.firstInfo.get(60, TimeUnit.SECONDS);
            test.cancellation.request();
            test.cancellation.request();

            TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
            TestShells.awaitEnd(pid);
        }
    }

    /** Looking at this value is the moment at which a person wants to stop: after the last check, before the first byte. */
    private static Map<String, Object> lastMoment(TestShells test) {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                test.cancellation.request();
                test.cancellation.request();
                return Set.of();
            }
        };
    }

    @Test
    void aWishThatComesJustBeforeTheCallIsSentStopsItToo() throws Exception {
        ShellLimits limits = TestShells.limits(TestShells.LONG, SHORT);
        try (TestShells test = shells(TestShells.profile(TestShells.command("normal")), limits)) {
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.supplyAsync(() -> test.invoke("Wait-ForEver", Map.of("Value", lastMoment(test))));

            TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancellingAfterTheEndChangesNothing() {
        try (TestShells test = started("normal")) {
            long pid = test.pid();
            test.cancellation.request();

            assertThat(test.pid()).isEqualTo(pid);
        }
    }

    @Test
    void anInterruptedCallerIsCancelledAndKeepsItsFlag() throws Exception {
        try (TestShells test = started("normal")) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                outcome.complete(test.invoke("Wait-Politely", Map.of()));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            test.firstInfo.get(60, TimeUnit.SECONDS);
            caller.interrupt();

            TestShells.unknown(outcome.get(60, TimeUnit.SECONDS));
            assertThat(flag.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingEndsTheShellAndItsFolder() throws Exception {
        long pid;
        try (TestShells test = started("normal")) {
            pid = test.pid();
        }
        TestShells.awaitEnd(pid);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void theBootLineIsAsciiAndQuotesThePath() {
        assertThat(BootLine.of(Path.of("/a b/it's {ü}")))
                .isASCII()
                .isEqualTo("& ('/a b/it''s {{{0}}}/rw-boot.ps1' -f @([char]252)) #RW1-BOOT");
    }
}
