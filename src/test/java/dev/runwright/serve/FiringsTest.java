package dev.runwright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.journal.Firing;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.RunWriter;
import dev.runwright.schedule.Openings;
import dev.runwright.store.Entries;
import dev.runwright.store.SqlJournal;
import dev.runwright.value.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of openings that came while nobody was there; the clock is moved by hand. */
@NullUnmarked
final class FiringsTest {
    private static final String NIGHTLY = "opens: \"0 0 22 * * ?\", lasts: 4h, zone: UTC";

    private final HandClock clock = HandClock.at("2026-03-20T12:00:00Z");
    private final List<Duration> delays = new ArrayList<>();
    private SqlJournal journal;
    private Firings firings;

    @BeforeEach
    void open(@TempDir Path folder) {
        journal = SqlJournal.open(folder.resolve("runwright.db"), clock);
        firings = node("one");
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Firings node(String name) {
        return new Firings(journal, name, new Firings.Told() {
            @Override
            public void settled(Firings.Occurrence occurrence, Outcome outcome, String why) {}

            @Override
            public void delayed(Duration after) {
                delays.add(after);
            }
        });
    }

    private Optional<Order> fire(Openings openings) {
        return firings.fire(openings, clock.instant());
    }

    private static Openings nightly(String... more) {
        return Sample.openings("nightly", NIGHTLY, more);
    }

    /** What the book says, the oldest first, without the entry that greets a schedule. */
    private List<String> book(String schedule) {
        List<Firing> all = new ArrayList<>(journal.schedules().firings(schedule, 1000));
        java.util.Collections.reverse(all);
        return all.stream()
                .skip(1)
                .map(firing ->
                        firing.opening() + " " + firing.outcome() + (firing.why() == null ? "" : " " + firing.why()))
                .toList();
    }

    private void starts(Order order, String run, String state) {
        assertThat(firings.settled(order, run)).isPresent();
        try (RunWriter writer = journal.begin(run, Entries.started())) {
            if (state != null) {
                writer.append(new RunEnded(state, Map.of(), Map.of(), null));
                writer.anchor(true);
            }
        }
    }

    @Test
    void aNewScheduleOpensFromNowOn() {
        clock.set("2026-03-20T23:00:00Z");
        assertThat(fire(nightly())).isEmpty();
        assertThat(fire(nightly())).isEmpty();
        clock.set("2026-03-21T22:00:01Z");

        assertThat(fire(nightly()).orElseThrow().window().opening()).isEqualTo(Instant.parse("2026-03-21T22:00:00Z"));
        assertThat(delays).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void anOpeningIsActedOnOnceWhoeverIsAsked() {
        fire(nightly());
        clock.set("2026-03-20T22:00:00Z");

        assertThat(fire(nightly())).isPresent();
        assertThat(fire(nightly())).isEmpty();
        assertThat(node("two").fire(nightly(), clock.instant())).isEmpty();
        assertThat(book("nightly")).containsExactly("2026-03-20T22:00:00Z CLAIMED");
    }

    /** Down from noon until the given time, each policy: whether a run comes of it, and what the book says of the last opening. */
    @ParameterizedTest
    @CsvSource({
        "run_if_open, 2026-03-20T22:00:20Z, run, CLAIMED",
        "skip, 2026-03-20T22:00:20Z, run, CLAIMED",
        "ask, 2026-03-20T22:00:20Z, run, CLAIMED",
        "run_if_open, 2026-03-20T22:01:00Z, run, CLAIMED",
        "skip, 2026-03-20T22:01:00Z, none, 'SKIPPED Missed by 60 s, and ''missed'' says skip.'",
        "ask, 2026-03-20T22:01:00Z, asks, CLAIMED",
        "run_if_open, 2026-03-20T23:00:00Z, run, CLAIMED",
        "skip, 2026-03-20T23:00:00Z, none, 'SKIPPED Missed by 1 h 0 min, and ''missed'' says skip.'",
        "ask, 2026-03-20T23:00:00Z, asks, CLAIMED",
        "run_if_open, 2026-03-21T03:00:00Z, none, 'SKIPPED Missed by 5 h 0 min; the window closed at 2026-03-21T02:00:00Z.'",
        "ask, 2026-03-21T03:00:00Z, none, 'SKIPPED Missed by 5 h 0 min; the window closed at 2026-03-21T02:00:00Z.'",
        "run_if_open, 2026-03-27T23:00:00Z, run, CLAIMED",
        "skip, 2026-03-27T23:00:00Z, none, 'SKIPPED Missed by 1 h 0 min, and ''missed'' says skip.'",
        "ask, 2026-03-27T23:00:00Z, asks, CLAIMED",
    })
    void whatWasMissedIsDoneAsTheScheduleSays(String policy, String back, String result, String last) {
        Openings openings = nightly("missed: " + policy);
        fire(openings);
        clock.set(back);

        Optional<Order> order = fire(openings);

        assertThat(order.isPresent()).isEqualTo(!result.equals("none"));
        assertThat(order.map(Order::question).isPresent()).isEqualTo(result.equals("asks"));
        List<String> book = book("nightly");
        assertThat(book.get(book.size() - 1)).endsWith("22:00:00Z " + last);
        assertThat(book.subList(0, book.size() - 1))
                .allMatch(line ->
                        line.contains("SKIPPED Nobody was there, and the opening of 2026-03-27T22:00:00Z came"));
        assertThat(fire(openings)).isEmpty();
    }

    @Test
    void aWeekWithoutAServiceIsOneRunAndEveryOpeningHasAReason() {
        fire(nightly());
        clock.set("2026-03-27T23:00:00Z");

        assertThat(fire(nightly()).orElseThrow().why()).isEqualTo("Missed by 1 h 0 min.");
        assertThat(book("nightly")).hasSize(8);
        assertThat(delays).isEmpty();
    }

    @Test
    void aWeekOfMinutesIsAListOfTheNewestHundred() {
        Openings minutely = Sample.openings("minutely", "opens: \"0 * * * * ?\", lasts: 50s, zone: UTC");
        fire(minutely);
        clock.move(Duration.ofDays(7));

        assertThat(fire(minutely)).isPresent();
        assertThat(book("minutely")).hasSize(Firings.LISTED);
        clock.move(Duration.ofMinutes(1));
        assertThat(fire(minutely)).isPresent();
        assertThat(book("minutely")).hasSize(Firings.LISTED + 1);
    }

    /** 02:30 does not exist on 29 March in Berlin, and comes twice on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T12:00:00Z, 2026-03-29T01:40:00Z, 2026-03-29T01:00:00Z",
        "2026-10-24T12:00:00Z, 2026-10-25T02:00:00Z, 2026-10-25T00:30:00Z",
    })
    void aClockChangeWhileNobodyIsThereIsOneOpening(String down, String up, String opening) {
        Openings openings = Sample.openings("night", "opens: \"0 30 2 * * ?\", lasts: 3h, zone: Europe/Berlin");
        clock.set(down);
        fire(openings);
        clock.set(up);

        assertThat(fire(openings).orElseThrow().window().opening()).isEqualTo(Instant.parse(opening));
        assertThat(book("night")).hasSize(1);
        assertThat(fire(openings)).isEmpty();
    }

    @Test
    void jitterIsPartOfTheTimeAndNoDelay() {
        Openings openings = nightly("jitter: 30m");
        fire(openings);
        Instant opening = Instant.parse("2026-03-20T22:00:00Z");
        clock.set(openings.start(opening).minusSeconds(1).toString());
        assertThat(openings.start(opening)).isAfter(opening);
        assertThat(fire(openings)).isEmpty();

        clock.move(Duration.ofSeconds(1));
        assertThat(fire(openings)).isPresent();
        assertThat(delays).containsExactly(Duration.ZERO);
    }

    @Test
    void aPausedScheduleSaysWhoPausedIt() {
        fire(nightly());
        journal.schedules().pause("nightly", "ann", "the line is down", clock.instant());
        clock.set("2026-03-20T22:00:00Z");

        assertThat(fire(nightly())).isEmpty();
        assertThat(book("nightly"))
                .containsExactly(
                        "2026-03-20T22:00:00Z SKIPPED Paused by ann at 2026-03-20T12:00:00Z: the line is down");
    }

    @ParameterizedTest
    @CsvSource({"skip, false", "queue, true", "allow, true"})
    void anEarlierRunThatGoesOnIsHeeded(String overlap, boolean order) {
        Openings openings = nightly("overlap: " + overlap);
        fire(openings);
        clock.set("2026-03-20T22:00:00Z");
        starts(fire(openings).orElseThrow(), "run-1", null);
        clock.set("2026-03-21T22:00:00Z");

        assertThat(fire(openings).isPresent()).isEqualTo(order);
        if (!order) {
            assertThat(book("nightly").get(1))
                    .isEqualTo("2026-03-21T22:00:00Z SKIPPED Run run-1 of an earlier opening has not ended.");
        }
    }

    @Test
    void aScheduleWhoseRunsFailPausesItselfAndAPersonGivesItNewTries() {
        Openings openings = nightly("stop_after_failures: 2");
        fire(openings);
        for (int day = 20; day < 22; day++) {
            assertThat(journal.schedules().paused()).isEmpty();
            clock.set("2026-03-" + day + "T22:00:00Z");
            starts(fire(openings).orElseThrow(), "run-" + day, "failed");
            firings.pauseIfFailing(openings.schedule(), clock.instant());
        }
        assertThat(journal.schedules().paused().get("nightly").reason()).isEqualTo("the last 2 runs have failed");

        clock.set("2026-03-22T12:00:00Z");
        journal.schedules().unpause("nightly", "ann", clock.instant());
        clock.set("2026-03-22T22:00:00Z");
        starts(fire(openings).orElseThrow(), "run-22", "failed");
        firings.pauseIfFailing(openings.schedule(), clock.instant());
        assertThat(journal.schedules().paused()).isEmpty();
    }

    @Test
    void aRunThatSucceedsInBetweenIsNoFailureInARow() {
        Openings openings = nightly("stop_after_failures: 2");
        fire(openings);
        List<String> ends = List.of("failed", "succeeded", "failed", "failed");
        for (int i = 0; i < ends.size(); i++) {
            assertThat(journal.schedules().paused()).isEmpty();
            clock.set("2026-03-" + (20 + i) + "T22:00:00Z");
            starts(fire(openings).orElseThrow(), "run-" + i, ends.get(i));
            firings.pauseIfFailing(openings.schedule(), clock.instant());
        }
        assertThat(journal.schedules().paused()).containsOnlyKeys("nightly");
    }

    @Test
    void whatADeadNodeClaimedIsTakenOverByOneOtherAndTheDeadOneComesTooLate() {
        fire(nightly());
        clock.set("2026-03-20T22:00:00Z");
        Order left = fire(nightly()).orElseThrow();
        Firing claimed = journal.schedules().unsettled().get(0);
        clock.set("2026-03-20T22:05:00Z");

        Order taken = node("two").takeOver(nightly(), claimed, clock.instant()).orElseThrow();
        assertThat(node("three").takeOver(nightly(), claimed, clock.instant())).isEmpty();
        assertThat(taken.why()).isEqualTo("Missed by 5 min.");
        assertThat(node("two").settled(taken, "run-two")).isPresent();
        assertThat(firings.settled(left, "run-one")).isEmpty();
        assertThat(journal.schedules().last("nightly").orElseThrow().run()).isEqualTo("run-two");
        assertThat(firings.unbegun("nightly").orElseThrow().run()).isEqualTo("run-two");
    }

    @Test
    void aChangedScheduleCountsFromItsChange() {
        fire(nightly());
        clock.set("2026-03-20T23:10:30Z");
        firings.rebase("nightly", clock.instant());
        firings.rebase("nightly", clock.instant());
        Openings earlier = Sample.openings("nightly", "opens: \"0 0 23 * * ?\", lasts: 4h, zone: UTC");

        assertThat(fire(earlier)).isEmpty();
        assertThat(book("nightly")).hasSize(1).first().asString().contains("the schedule was changed");
    }

    @Test
    void anOpeningWhoseStartIsStillToComeIsTheNextThatIsLookedAt() {
        Openings late = nightly("jitter: 1h");
        Instant opening = Instant.parse("2026-03-20T22:00:00Z");
        Instant start = late.start(opening);
        assertThat(start).isAfter(opening.plusSeconds(1));
        Timetable timetable = new Timetable(firings, clock, order -> {}, (schedule, trouble) -> {});
        timetable.use(List.of(late));
        assertThat(timetable.next("nightly")).contains(start);
        clock.set("2026-03-20T22:00:01Z");
        assertThat(timetable.next("nightly")).contains(start);
        clock.move(Duration.between(clock.instant(), start));
        assertThat(timetable.next("nightly")).contains(late.start(opening.plus(Duration.ofDays(1))));
    }
}
