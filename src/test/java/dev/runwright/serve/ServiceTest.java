package dev.runwright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunIdentity;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest.Watch;
import dev.runwright.journal.Firing;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunInterrupted;
import dev.runwright.journal.RunWriter;
import dev.runwright.schedule.Openings;
import dev.runwright.schedule.QuartzTriggers;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.text.RunwrightException;
import dev.runwright.value.HandClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node in this process: its rounds are made by hand, by a clock that is moved by hand, and its runs are played. */
@NullUnmarked
final class ServiceTest {
    private static final ProcessMark SELF = new ProcessMark("host", 1, Instant.EPOCH);
    private static final String NIGHTLY = "opens: \"0 0 22 * * ?\", lasts: 4h, zone: UTC";

    private final HandClock clock = HandClock.at("2026-03-20T12:00:00Z");
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Played played = new Played();
    private List<Openings> schedules = List.of(Sample.openings("nightly", NIGHTLY));
    private SqlJournal journal;
    private Journal served;
    private Service service;
    private int ids;

    @BeforeEach
    void open(@TempDir Path folder) {
        journal = SqlJournal.open(folder.resolve("runwright.db"), clock);
        served = journal;
    }

    @AfterEach
    void close() {
        service.close();
        journal.close();
    }

    /** Runs that do what the test says next; without a word they begin and succeed. */
    private final class Played implements Runs {
        private final Deque<Supplier<Optional<String>>> next = new ArrayDeque<>();
        private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

        @Override
        public String actor() {
            return "service";
        }

        private Optional<String> word() {
            synchronized (next) {
                return next.isEmpty()
                        ? Optional.of("succeeded")
                        : next.removeFirst().get();
            }
        }

        @Override
        public Optional<RunOutcome> begin(Order order, Watch watch) {
            try {
                return word().map(state -> {
                    try (RunWriter writer = journal.begin(order.run(), Entries.started())) {
                        if (!state.equals("running")) {
                            writer.append(new RunEnded(state, Map.of(), Map.of(), null));
                            writer.anchor(true);
                        }
                    }
                    return new RunOutcome(order.run(), state, null, List.of(), List.of());
                });
            } finally {
                done.add("begin " + order.run());
            }
        }

        @Override
        public RunOutcome carryOn(String run, Watch watch) {
            try {
                String state = word().orElseThrow();
                try (RunWriter writer = journal.takeOver(run, SELF, process -> false)) {
                    writer.append(new RunEnded(state, Map.of(), Map.of(), null));
                    writer.anchor(true);
                }
                return new RunOutcome(run, state, null, List.of(), List.of());
            } finally {
                done.add("carry on " + run);
            }
        }
    }

    private void start() {
        RunIdentity identity =
                new RunIdentity(SELF, () -> "run-" + ++ids, process -> process.pid() != 9, text -> text, "1");
        RunEngine engine = new RunEngine(
                served,
                snapshot -> {
                    throw new IllegalStateException("nothing is run here");
                },
                identity,
                RunEngine.Keeping.of(clock));
        service = new Service(new Service.Setup(
                served,
                engine,
                identity,
                played,
                () -> schedules,
                QuartzTriggers::inMemory,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                1,
                clock,
                new EventLog(new PrintStream(log, true, StandardCharsets.UTF_8), clock, true)));
        service.tick();
    }

    private void at(String instant) {
        clock.set(instant);
        service.tick();
    }

    private String done() throws InterruptedException {
        return played.done.poll(1, TimeUnit.MINUTES);
    }

    /** Rounds until the one thread is free and something was done. */
    private String eventually() throws InterruptedException {
        String found = null;
        for (int round = 0; found == null && round < 600; round++) {
            service.tick();
            found = played.done.poll(100, TimeUnit.MILLISECONDS);
        }
        return found;
    }

    private Firing last() {
        return journal.schedules().last("nightly").orElseThrow();
    }

    private void isSettled(Outcome outcome) throws InterruptedException {
        for (int round = 0; last().outcome() != outcome && round < 600; round++) {
            played.done.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(last().outcome()).isEqualTo(outcome);
    }

    @Test
    void anOpeningBeginsOneRunAndTheBookNamesIt() throws InterruptedException {
        start();
        at("2026-03-20T22:00:20Z");

        assertThat(done()).isEqualTo("begin run-1");
        assertThat(last().outcome()).isEqualTo(Outcome.STARTED);
        assertThat(last().run()).isEqualTo("run-1");
        at("2026-03-20T22:05:00Z");
        service.stop();
        service.serve(); // which waits for what is under way
        assertThat(played.done).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"event\":\"firing\"", "\"outcome\":\"started\"", "\"event\":\"run_ended\"");
    }

    @Test
    void aRunThatCannotBeginIsSaidInTheBook() throws InterruptedException {
        played.next.add(() -> {
            throw new RunwrightException("no_such_runbook", "There is no runbook 'tick'.", null);
        });
        start();
        at("2026-03-20T22:00:20Z");

        assertThat(done()).isEqualTo("begin run-1");
        isSettled(Outcome.FAILED);
        assertThat(last().why()).isEqualTo("There is no runbook 'tick'.");
    }

    @Test
    void aLockIsLookedAtAgainUntilItIsFree() throws InterruptedException {
        played.next.add(Optional::empty);
        start();
        at("2026-03-20T22:00:20Z");
        assertThat(done()).isEqualTo("begin run-1");
        at("2026-03-20T22:00:25Z");
        assertThat(journal.runs()).isEmpty();
        clock.set("2026-03-20T22:00:31Z");

        assertThat(eventually()).isEqualTo("begin run-1");
        assertThat(journal.runs()).containsExactly("run-1");
    }

    @Test
    void aQueuedOpeningBeginsWhenTheEarlierRunHasEnded() throws InterruptedException {
        schedules = List.of(Sample.openings("nightly", NIGHTLY, "overlap: queue"));
        start();
        at("2026-03-20T22:00:20Z");
        assertThat(done()).isEqualTo("begin run-1");
        clock.set("2026-03-21T21:59:59Z");
        try (RunWriter other = journal.begin("earlier", Entries.started())) {
            journal.schedules().claim("nightly", Instant.parse("2026-03-20T23:00:00Z"), "else", clock.instant());
            journal.schedules()
                    .settle("nightly", Instant.parse("2026-03-20T23:00:00Z"), Outcome.STARTED, "earlier", null);
            at("2026-03-21T22:00:15Z");
            assertThat(last().outcome()).isEqualTo(Outcome.CLAIMED);
            other.append(new RunEnded("succeeded", Map.of(), Map.of(), null));
            other.anchor(true);
        }
        clock.set("2026-03-21T22:00:26Z");
        assertThat(eventually()).isEqualTo("begin run-2");
        assertThat(last().run()).isEqualTo("run-2");
    }

    @Test
    void aQueuedOpeningWhoseWindowClosesMeanwhileIsSkipped() throws InterruptedException {
        schedules = List.of(Sample.openings("nightly", NIGHTLY, "overlap: queue"));
        start();
        Instant earlier = Instant.parse("2026-03-20T12:30:00Z");
        journal.schedules().claim("nightly", earlier, "else", earlier);
        journal.schedules().settle("nightly", earlier, Outcome.STARTED, "earlier", null);
        RunWriter other = journal.begin("earlier", Entries.started());
        at("2026-03-20T22:00:15Z");
        assertThat(last().outcome()).isEqualTo(Outcome.CLAIMED);
        clock.set("2026-03-21T02:00:00Z");
        for (int round = 0; last().outcome() != Outcome.SKIPPED && round < 600; round++) {
            service.tick();
            played.done.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(last().why()).isEqualTo("The window closed at 2026-03-21T02:00:00Z before it could begin.");
        assertThat(journal.runs()).containsExactly("earlier");
        other.close();
    }

    @Test
    void aStartThatANodeDidNotBringAboutIsTakenOverUnderTheSameId() throws InterruptedException {
        Instant opening = Instant.parse("2026-03-20T11:59:00Z");
        journal.schedules().claim("nightly", opening, "host-9-0", opening);
        journal.schedules().settle("nightly", opening, Outcome.STARTED, "run-of-the-dead", null);
        start();
        clock.move(Duration.ofSeconds(6));

        assertThat(eventually()).isEqualTo("begin run-of-the-dead");
        assertThat(journal.runs()).containsExactly("run-of-the-dead");
    }

    @Test
    void aRunThatCannotBeCarriedOnIsNotTriedAllTheTime() throws InterruptedException {
        try (RunWriter writer = journal.begin("r1", Entries.started())) {
            writer.append(new RunInterrupted(Entries.PROCESS, "ann"));
            writer.anchor(false);
        }
        played.next.add(() -> {
            throw new RunwrightException("secret_lost", "The secret is lost.", null);
        });
        start();
        assertThat(eventually()).isEqualTo("carry on r1");
        clock.move(Duration.ofSeconds(5));
        try (RunWriter writer = journal.begin("r2", Entries.started())) {
            writer.append(new RunInterrupted(Entries.PROCESS, "ann"));
            writer.anchor(false);
        }
        assertThat(eventually()).as("though the other one is due for longer").isEqualTo("carry on r2");
        clock.move(Duration.ofSeconds(30));

        assertThat(eventually()).isEqualTo("carry on r1");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("The secret is lost.");
    }

    @Test
    void whatIsDueGoesOnOneAfterAnotherWithoutLookingAnew() throws Exception {
        for (String run : List.of("r1", "r2", "r3", "r4")) {
            try (RunWriter writer = journal.begin(run, Entries.started())) {
                writer.append(new RunInterrupted(Entries.PROCESS, "ann"));
                writer.anchor(false);
            }
        }
        AtomicInteger looks = new AtomicInteger();
        List<Integer> looksBefore = new CopyOnWriteArrayList<>();
        served = (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    looks.addAndGet(method.getName().equals("standing") ? 1 : 0);
                    return method.invoke(journal, arguments);
                });
        for (int i = 0; i < 4; i++) {
            played.next.add(() -> {
                looksBefore.add(looks.get());
                return Optional.of("succeeded");
            });
        }
        start();
        CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
            try {
                service.serve();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(List.of(done(), done(), done(), done()))
                .containsExactlyInAnyOrder("carry on r1", "carry on r2", "carry on r3", "carry on r4");
        assertThat(looksBefore).containsExactly(1, 1, 1, 1);
        service.stop();
        serving.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aScheduleWhoseRunFailsIsPausedAsItsFileSays() throws InterruptedException {
        schedules = List.of(Sample.openings("nightly", NIGHTLY, "stop_after_failures: 1"));
        played.next.add(() -> Optional.of("failed"));
        start();
        at("2026-03-20T22:00:20Z");
        assertThat(done()).isEqualTo("begin run-1");
        service.stop();
        service.serve();

        assertThat(journal.schedules().paused().get("nightly").reason()).isEqualTo("the last run has failed");
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        start();
        at("2026-03-20T11:00:00Z");

        assertThat(journal.nodes().nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.seen()).isEqualTo(clock.instant()));
    }

    @Test
    void nothingBeginsOnceItDrains() throws InterruptedException {
        start();
        service.stop();
        at("2026-03-20T22:00:20Z");
        service.serve();

        assertThat(played.done).isEmpty();
        assertThat(last().outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(journal.nodes().nodes()).isEmpty();
    }
}
