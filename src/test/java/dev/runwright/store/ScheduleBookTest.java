package dev.runwright.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.journal.Act;
import dev.runwright.journal.Firing;
import dev.runwright.journal.Firing.Outcome;
import dev.runwright.journal.JournalException;
import dev.runwright.journal.ScheduleBook;
import dev.runwright.journal.ScheduleBook.Paused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ScheduleBookTest extends StoreSuite {
    private static final Instant FIRST = Instant.parse("2026-10-25T00:30:00Z");
    private static final Instant SECOND = Instant.parse("2026-10-25T01:30:00Z");

    private ScheduleBook book;

    @BeforeEach
    void book() {
        book = journal.schedules();
    }

    private static Firing firing(Instant opening, Outcome outcome, String run, String why) {
        return new Firing("patching", opening, NOW, "n1", outcome, run, why);
    }

    @Test
    void anOpeningIsClaimedOnceEverAndSettledOnce() {
        assertThat(book.claim("patching", FIRST, "n1", NOW)).isTrue();
        assertThat(book.claim("patching", FIRST, "n2", NOW)).isFalse();
        assertThat(book.claim("patching", FIRST, "n1", NOW)).isFalse();
        assertThat(book.last("patching")).contains(firing(FIRST, Outcome.CLAIMED, null, null));
        book.settle("patching", FIRST, Outcome.STARTED, "r1", null);
        assertThat(book.last("patching")).contains(firing(FIRST, Outcome.STARTED, "r1", null));
        assertThatThrownBy(() -> book.settle("patching", FIRST, Outcome.STARTED, "r2", null))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("patching")
                .hasMessageContaining("settled already");
        assertThat(book.claim("patching", FIRST, "n2", NOW)).isFalse();
        assertThat(book.last("patching")).contains(firing(FIRST, Outcome.STARTED, "r1", null));
    }

    @Test
    void whatNobodyHasClaimedCannotBeSettled() {
        assertThatThrownBy(() -> book.settle("patching", FIRST, Outcome.SKIPPED, null, "freeze"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("not claimed");
        assertThat(book.last("patching")).isEmpty();
    }

    @Test
    void whatWasAskedIsSettledByTheAnswer() {
        book.claim("patching", FIRST, "n1", NOW);
        book.settle("patching", FIRST, Outcome.ASKED, null, "missed by 2h");
        assertThat(book.unsettled()).isEmpty();
        book.settle("patching", FIRST, Outcome.SKIPPED, null, "ann said no");
        assertThat(book.last("patching")).contains(firing(FIRST, Outcome.SKIPPED, null, "ann said no"));
    }

    @Test
    void theNewestComeFirstAndOnlySoManyAndOfThisSchedule() {
        book.claim("patching", SECOND, "n1", NOW);
        book.claim("patching", FIRST, "n1", NOW);
        book.claim("Patching", SECOND.plusSeconds(1), "n1", NOW);
        assertThat(book.firings("patching", 9)).extracting(Firing::opening).containsExactly(SECOND, FIRST);
        assertThat(book.firings("patching", 1)).extracting(Firing::opening).containsExactly(SECOND);
        assertThat(book.last("other")).isEmpty();
    }

    @Test
    void theUnsettledOnesComeOldestFirstAndAreTakenOverByOne() {
        book.claim("b", FIRST, "n1", NOW.plusSeconds(5));
        book.claim("a", SECOND, "n1", NOW);
        book.claim("c", FIRST, "n1", NOW);
        book.settle("c", FIRST, Outcome.REFUSED, null, "freeze.ics:3");
        assertThat(book.unsettled()).extracting(Firing::schedule).containsExactly("a", "b");
        assertThat(book.reclaim("a", SECOND, "n1", "n2", NOW.plusSeconds(60))).isTrue();
        assertThat(book.reclaim("a", SECOND, "n1", "n3", NOW.plusSeconds(60))).isFalse();
        assertThat(book.reclaim("c", FIRST, "n1", "n3", NOW)).isFalse();
        assertThat(book.unsettled())
                .extracting(Firing::schedule, Firing::node)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", "n1"), org.assertj.core.groups.Tuple.tuple("a", "n2"));
    }

    @Test
    void aPauseHoldsForAllAndIsInTheLedgerWithWhoAndWhy() {
        book.pause("patching", "ann", "CAB-12", NOW);
        book.pause("patching", "bob", null, NOW.plusSeconds(1));
        try (SqlJournal other = store.open(CLOCK)) {
            assertThat(other.schedules().paused())
                    .containsOnlyKeys("patching")
                    .containsValue(new Paused("patching", "bob", null, NOW.plusSeconds(1)));
        }
        book.unpause("patching", "cy", NOW.plusSeconds(2));
        book.unpause("patching", "cy", NOW.plusSeconds(3));
        assertThat(book.paused()).isEmpty();
        journal.act(new Act(NOW, "ann", Act.CALENDAR_OVERRIDDEN, "freeze.ics", "CVE"));
        assertThat(journal.acts())
                .containsExactly(
                        new Act(NOW, "ann", Act.SCHEDULE_PAUSED, "patching", "CAB-12"),
                        new Act(NOW.plusSeconds(1), "bob", Act.SCHEDULE_PAUSED, "patching", null),
                        new Act(NOW.plusSeconds(2), "cy", Act.SCHEDULE_RESUMED, "patching", null),
                        new Act(NOW, "ann", Act.CALENDAR_OVERRIDDEN, "freeze.ics", "CVE"));
        journal.begin("r1", Entries.started()).close();
        assertThat(journal.acts()).hasSize(4);
        assertThat(new ChainVerifier().verify(journal.chains(), null).findings())
                .isEmpty();
    }

    /** Each thread has a connection of its own, as a process has. */
    @Test
    void ofManyThatClaimTheSameOpeningsEachIsOnesAlone() throws Exception {
        int nodes = 4;
        int openings = 25;
        CyclicBarrier start = new CyclicBarrier(nodes);
        List<Callable<Integer>> racers = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            String name = "n" + node;
            racers.add(() -> {
                try (SqlJournal own = store.open(CLOCK)) {
                    start.await();
                    int won = 0;
                    for (int i = 0; i < openings; i++) {
                        won += own.schedules().claim("patching", FIRST.plusSeconds(i), name, NOW) ? 1 : 0;
                    }
                    return won;
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            int won = 0;
            for (Future<Integer> one : threads.invokeAll(racers)) {
                won += one.get();
            }
            assertThat(won).isEqualTo(openings);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Set.copyOf(book.firings("patching", 100))).hasSize(openings);
    }
}
