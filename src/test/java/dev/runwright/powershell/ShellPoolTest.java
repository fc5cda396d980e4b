package dev.runwright.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cancellation;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.ErrorClass;
import dev.runwright.engine.Events;
import dev.runwright.engine.Outcome;
import dev.runwright.engine.StepError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shells that are shared: how many, in what order, for how long; the clock is moved by hand. */
final class ShellPoolTest {
    private static final Duration NEVER = Duration.ofDays(1000);
    private static final PoolRules TWO = new PoolRules(2, 0, 1000, NEVER, NEVER, Long.MAX_VALUE);

    private final AtomicLong clock = new AtomicLong();
    private OpeningNotes notes = OpeningNotes.NONE;

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private TestShells shells(int most, ShellProfile... profiles) {
        ShellLimits limits = TestShells.limits(TestShells.LONG, TestShells.LONG);
        return new TestShells(new PowerShellShells(
                List.of(profiles),
                limits,
                BridgeChoice.tested(),
                notes,
                new PowerShellShells.PoolTime(most, clock::get)));
    }

    private static ShellProfile profile(String connection, PoolRules rules, ShellProfile.@Nullable Call check) {
        return profile(connection, TestShells.command("normal"), rules, check);
    }

    private static ShellProfile profile(
            String connection, List<String> command, PoolRules rules, ShellProfile.@Nullable Call check) {
        Path bridge = Path.of("scripts/bridge");
        return new ShellProfile(
                connection,
                command,
                Map.of(),
                bridge,
                List.of(),
                List.of(),
                true,
                null,
                null,
                check,
                rules,
                null,
                null);
    }

    private static long pid(TestShells test, String connection) {
        Cmdlets.Call call = new Cmdlets.Call(connection, "Get-Pid", Map.of(), List.of());
        Outcome outcome = test.shells.invoke(call, test.attempt(TestShells.LONG));
        return ((Number) java.util.Objects.requireNonNull(
                        TestShells.output(outcome).get(0)))
                .longValue();
    }

    private static StepError late(TestShells test, String connection) {
        Cmdlets.Call call = new Cmdlets.Call(connection, "Get-Pid", Map.of(), List.of());
        return TestShells.notSent(test.shells.invoke(call, test.attempt(Duration.ofMillis(30))));
    }

    @Test
    void stepsAtOnceHaveAShellEachUpToTheNumberOfTheConnection() throws Exception {
        try (TestShells test = shells(8, profile("a", TWO, null))) {
            BusyCall first = BusyCall.in(test, "a");
            BusyCall second = BusyCall.in(test, "a");

            StepError error = late(test, "a");
            assertThat(error.kind()).isEqualTo(ErrorClass.TIMEOUT);
            assertThat(error.message()).contains("connection 'a'", "at most 2", "at_most");

            first.stop();
            assertThat(pid(test, "a")).isPositive();
            second.stop();
        }
    }

    @Test
    void stepsInARowUseOneShell() {
        try (TestShells test = shells(8, profile("a", TWO, null))) {
            assertThat(pid(test, "a")).isEqualTo(pid(test, "a"));
        }
    }

    @Test
    void aFullConnectionDoesNotHoldUpAnother() throws Exception {
        PoolRules one = new PoolRules(1, 0, 1000, NEVER, NEVER, Long.MAX_VALUE);
        try (TestShells test = shells(8, profile("a", one, null), profile("b", one, null))) {
            BusyCall busy = BusyCall.in(test, "a");
            CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> pid(test, "a"));

            assertThat(pid(test, "b")).isPositive();
            assertThat(waiting).isNotDone();
            busy.stop();
            assertThat(waiting.get(60, TimeUnit.SECONDS)).isPositive();
        }
    }

    @Test
    void thePlacesAreGivenInTheOrderInWhichTheyWereAskedFor() throws Exception {
        ShellPool pool = new ShellPool(1, clock::get, Runnable::run);
        ShellPool.Turn held =
                pool.enter("a", 1, TestShells.LONG, new Cancellation()).orElseThrow();
        List<Integer> order = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try (ShellPool.Turn turn =
                        pool.enter("a", 1, TestShells.LONG, new Cancellation()).orElseThrow()) {
                    order.add(turn.shell() == null ? number : -1);
                }
            });
            thread.start();
            threads.add(thread);
            while (pool.waiting() < i + 1) {
                Thread.onSpinWait();
            }
        }
        held.close();
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        assertThat(order).containsExactly(0, 1, 2);
    }

    @Test
    void theLastWishToStopEndsTheWaitForAShell() throws Exception {
        PoolRules one = new PoolRules(1, 0, 1000, NEVER, NEVER, Long.MAX_VALUE);
        try (TestShells test = shells(8, profile("a", one, null))) {
            BusyCall busy = BusyCall.in(test, "a");
            Cancellation wish = new Cancellation();
            Cmdlets.Call call = new Cmdlets.Call("a", "Get-Pid", Map.of(), List.of());
            CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(
                    () -> test.shells.invoke(call, new Attempt(TestShells.LONG, wish, Events.NONE)));
            wish.request();
            wish.request();
            assertThat(TestShells.notSent(waiting.get(60, TimeUnit.SECONDS)).message())
                    .contains("cancelled before it was sent");
            busy.stop();
        }
    }

    @Test
    void anIdleShellOfAnotherConnectionMakesRoom() throws Exception {
        try (TestShells test = shells(1, profile("a", TWO, null), profile("b", TWO, null))) {
            long first = pid(test, "a");
            long second = pid(test, "b");

            TestShells.awaitEnd(first);
            assertThat(second).isNotEqualTo(first);
            assertThat(pid(test, "a")).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"calls", "age", "idle", "memory"})
    void aShellThatHasDoneItsTimeIsReplaced(String limit) {
        PoolRules rules = new PoolRules(
                1,
                0,
                limit.equals("calls") ? 3 : 1000,
                limit.equals("age") ? Duration.ofHours(4) : NEVER,
                limit.equals("idle") ? Duration.ofMinutes(10) : NEVER,
                500_000_000L);
        try (TestShells test = shells(8, profile("a", rules, null))) {
            long first = pid(test, "a");
            Cmdlets.Call grow = new Cmdlets.Call(
                    "a", "Set-Memory", Map.of("N", limit.equals("memory") ? 600_000_000L : 1L), List.of());
            TestShells.output(test.shells.invoke(grow, test.attempt(TestShells.LONG)));
            assertThat(pid(test, "a")).isEqualTo(first);
            pass(
                    limit.equals("calls")
                            ? Duration.ZERO
                            : limit.equals("age") ? Duration.ofHours(5) : Duration.ofMinutes(11));
            assertThat(pid(test, "a")).isNotEqualTo(first);
        }
    }

    @Test
    void aShellThatIsIdleForTooLongIsEndedThoughNobodyAsks() throws Exception {
        PoolRules rules = new PoolRules(1, 0, 1000, NEVER, Duration.ofMinutes(10), Long.MAX_VALUE);
        try (TestShells test = shells(8, profile("a", rules, null))) {
            long first = pid(test, "a");
            pass(Duration.ofMinutes(9));
            test.shells.sweep();
            assertThat(ProcessHandle.of(first)).isPresent();
            pass(Duration.ofMinutes(2));
            test.shells.sweep();
            TestShells.awaitEnd(first);
        }
    }

    @Test
    void aShellWhoseCheckFailsAfterAPauseIsReplacedAndTheStepDoesNotFail(@TempDir Path folder) {
        ShellProfile.Call check = new ShellProfile.Call(
                "Set-InSession", Map.of("Mark", folder.resolve("mark").toString()));
        try (TestShells test = shells(8, profile("a", TWO, check))) {
            long first = pid(test, "a");
            assertThat(pid(test, "a")).isEqualTo(first);
            pass(Duration.ofSeconds(61)); // the first shell fails the check, those after it do not
            long second = pid(test, "a");
            assertThat(second).isNotEqualTo(first);
            pass(Duration.ofSeconds(61));
            assertThat(pid(test, "a")).isEqualTo(second);
        }
    }

    /** Notes how many shells were opened. */
    private final class Count implements OpeningNotes {
        final Semaphore opened = new Semaphore(0);
        final List<String> failed = new CopyOnWriteArrayList<>();

        Count() {
            notes = this;
        }

        @Override
        public void failed(String connection, int failures, Duration pause, String why) {
            failed.add(connection + " " + failures + " " + pause.toSeconds() + " " + why);
        }

        @Override
        public void opened(String connection) {
            opened.release();
        }

        void await(int shells) throws Exception {
            assertThat(opened.tryAcquire(shells, 60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shellsAreOpenedBeforeAStepAsks() throws Exception {
        PoolRules rules = new PoolRules(2, 2, 1000, NEVER, NEVER, Long.MAX_VALUE);
        Count count = new Count();
        try (TestShells test = shells(8, profile("a", rules, null))) {
            test.shells.prepare(List.of("a"));
            count.await(2);
            BusyCall first = BusyCall.in(test, "a");
            BusyCall second = BusyCall.in(test, "a");
            assertThat(count.opened.availablePermits()).isZero();
            first.stop();
            second.stop();
        }
    }

    @Test
    void theSuccessorOfAShellThatHasDoneItsTimeIsOpenedBeforeAStepAsks() throws Exception {
        PoolRules rules = new PoolRules(2, 1, 2, NEVER, NEVER, Long.MAX_VALUE);
        Count count = new Count();
        try (TestShells test = shells(8, profile("a", rules, null))) {
            test.shells.prepare(List.of("a"));
            count.await(1);
            long first = pid(test, "a");
            assertThat(pid(test, "a")).isEqualTo(first); // its last call
            count.await(1);
            TestShells.awaitEnd(first);
            assertThat(pid(test, "a")).isNotEqualTo(first);
            assertThat(count.opened.availablePermits()).isZero();
        }
    }

    @Test
    void aProfileThatIsAnotherNowGetsNewShellsAndAStepUnderWayKeepsItsOwn(@TempDir Path folder) throws Exception {
        try (TestShells test = shells(8, profile("a", TWO, null))) {
            long old = pid(test, "a");
            CompletableFuture<String> begun = new CompletableFuture<>();
            Path end = folder.resolve("end");
            Cmdlets.Call call = new Cmdlets.Call("a", "Wait-File", Map.of("Path", end.toString()), List.of());
            CompletableFuture<Outcome> busy = CompletableFuture.supplyAsync(() -> test.shells.invoke(
                    call, new Attempt(TestShells.LONG, new Cancellation(), event -> begun.complete(event.text()))));
            begun.get(60, TimeUnit.SECONDS);

            test.shells.renew(List.of(profile("a", PoolRules.standard(), null)));

            assertThat(pid(test, "a")).isNotEqualTo(old);
            assertThat(busy).isNotDone();
            Files.createFile(end);
            TestShells.output(busy.get(60, TimeUnit.SECONDS));
            TestShells.awaitEnd(old);
        }
    }

    @Test
    void aProfileThatIsTheSameKeepsItsShellsAndOneThatIsGoneLosesThem() throws Exception {
        try (TestShells test = shells(8, profile("a", TWO, null), profile("b", TWO, null))) {
            long kept = pid(test, "a");
            long there = pid(test, "a@EX01");
            long gone = pid(test, "b");

            test.shells.renew(List.of(profile("a", TWO, null)));

            assertThat(pid(test, "a")).isEqualTo(kept);
            assertThat(pid(test, "a@EX01")).isEqualTo(there);
            TestShells.awaitEnd(gone);
        }
    }

    @Test
    void aBusyShellIsAskedForItsMemoryOnceAMinuteThoughItIsNeverIdle() throws Exception {
        PoolRules rules = new PoolRules(1, 0, 1000, NEVER, NEVER, 500_000_000L);
        try (TestShells test = shells(8, profile("a", rules, null))) {
            long first = pid(test, "a");
            Cmdlets.Call grow = new Cmdlets.Call("a", "Set-Memory", Map.of("N", 600_000_000L), List.of());
            TestShells.output(test.shells.invoke(grow, test.attempt(TestShells.LONG)));
            pass(Duration.ofSeconds(40));
            assertThat(pid(test, "a")).isEqualTo(first);
            pass(Duration.ofSeconds(40));
            assertThat(pid(test, "a")).isNotEqualTo(first);
        }
    }

    @Test
    void whatIsKnownOfAConnectionTellsThatItsShellCouldNotBeOpened() {
        Count count = new Count();
        try (TestShells test = shells(8, profile("a", TestShells.command("exit"), TWO, null))) {
            opening(test);

            assertThat(test.shells.shells().get("a"))
                    .containsEntry("failures", 1L)
                    .hasEntrySatisfying(
                            "problem",
                            problem -> assertThat(problem.toString()).contains("cannot find my libraries", "5 s"));
            assertThat(count.failed)
                    .singleElement()
                    .satisfies(note -> assertThat(note).startsWith("a 1 5 ").contains("cannot find my libraries"));
        }
    }

    @Test
    void afterFailuresToOpenStepsAreToldAtOnceUntilThePauseIsOver() {
        List<String> broken = TestShells.command("exit");
        try (TestShells test = shells(8, profile("a", broken, TWO, null))) {
            assertThat(opening(test))
                    .contains("did not start", "cannot find my libraries")
                    .doesNotContain("next try");
            assertThat(opening(test)).contains("cannot find my libraries", "next try is in 5 s");
            pass(Duration.ofSeconds(5));
            assertThat(opening(test)).doesNotContain("next try");
            assertThat(opening(test)).contains("tried 2 times", "next try is in 15 s");
            pass(Duration.ofSeconds(15));
            opening(test);
            assertThat(opening(test)).contains("next try is in 60 s");
            pass(Duration.ofSeconds(60));
            opening(test);
            assertThat(opening(test)).contains("tried 4 times", "next try is in 300 s");
            pass(Duration.ofMinutes(5));
            opening(test);
            assertThat(opening(test)).contains("tried 5 times", "next try is in 300 s");
        }
    }

    private static String opening(TestShells test) {
        Cmdlets.Call call = new Cmdlets.Call("a", "Get-Pid", Map.of(), List.of());
        StepError error = TestShells.notSent(test.shells.invoke(call, test.attempt(TestShells.LONG)));
        assertThat(error.kind()).isEqualTo(ErrorClass.UNREACHABLE);
        return error.message();
    }
}
