package dev.runwright.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Events;
import dev.runwright.engine.RunListener;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.LocksTaken;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RetryPlanned;
import dev.runwright.journal.JournalEntry.RunResumed;
import dev.runwright.journal.JournalEntry.StepRescued;
import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.JournalEntry.WaveStarted;
import dev.runwright.journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class LiveTreeTest {
    private final FakeScreen screen = new FakeScreen(100, 24);
    private Instant now = Instant.parse("2026-11-24T10:15:00Z");
    private final LiveTree tree = new LiveTree(screen, () -> now, false);
    private final Told told = new Told(tree);

    private List<String> frame() {
        tree.frame();
        return screen.lines;
    }

    @Test
    void stepsAreATreeWithSignsWordsAndTime() {
        told.run().begin("close", "group").step("close/a", "changed").begin("close/b", "cmdlet", "Set-B -Enabled");
        now = now.plusSeconds(65);
        assertThat(frame())
                .containsExactly(
                        "run 20261124-101500-07k9x",
                        "> running    close (1:05)",
                        "  * changed    a  Set-X",
                        "  > running    b (1:05)  Set-B -Enabled",
                        "running (1:05)  changed 1",
                        "");
    }

    @Test
    void whatIsOverScrollsAwayAndStaysOnce() {
        told.run().step("first", "ok").begin("second", "cmdlet");
        tree.frame();
        told.end("second", "failed", "It is broken.").begin("third", "cmdlet");
        tree.frame();
        assertThat(screen.lines)
                .containsExactly(
                        "run 20261124-101500-07k9x",
                        "✓ ok         first  Set-X",
                        "✗ failed     second  Set-X",
                        "             book.yaml:3:5: It is broken.",
                        "> running    third  Set-X",
                        "running  ok 1 failed 1",
                        "");
    }

    @Test
    void aFrameIsOneWriteAndNoChangeIsNone() {
        told.run().begin("a", "cmdlet");
        tree.frame();
        tree.frame();
        assertThat(screen.writes).hasSize(1);
        now = now.plusSeconds(1);
        tree.frame();
        assertThat(screen.writes).hasSize(2);
    }

    @Test
    void progressIsABar() {
        told.run().begin("move", "cmdlet").say("move", "progress", "Moving mailbox: 3 of 4", 75);
        assertThat(frame()).contains("             [###############-----] 75 % Moving mailbox: 3 of 4");
        told.say("move", "progress", "Finishing", null);
        assertThat(frame()).contains("             Finishing").noneMatch(line -> line.contains("75 %"));
    }

    @Test
    void aStepThatWaitsSaysForWhat() {
        told.run().begin("approval", "approve").asked("approval", "Close them all?", "ann", "group:admins");
        assertThat(frame())
                .contains(
                        ": waiting    approval  approve approval",
                        "             waits for: 2 approvals of ann, group:admins: Close them all?");
        told.begin("flaky", "cmdlet").entry(new RetryPlanned("flaky", 2, now, null));
        assertThat(frame()).anyMatch(line -> line.contains("waits for: attempt 2, at "));
        told.begin("flaky", "cmdlet");
        assertThat(frame()).contains("> running    flaky  Set-X");
    }

    @Test
    void aRunThatWaitsForItsLockSaysSo() {
        told.run().entry(new TimerSet(null, now, "The lock is held by run r7."));
        assertThat(frame()).contains("waiting: The lock is held by run r7.");
        told.entry(new LocksTaken()).begin("a", "cmdlet");
        assertThat(frame()).contains("running").noneMatch(line -> line.contains("r7"));
    }

    @Test
    void branchesRescuesAndCalledRunbooksStandBelowTheirStep() {
        told.run().begin("both", "parallel").begin("both/left", "group").begin("both/right", "runbook");
        told.step("both/right/inner", "failed").entry(new StepRescued("both/right/inner"));
        assertThat(frame())
                .containsSubsequence(
                        "> running    both",
                        "  > running    left  group left",
                        "  > running    right",
                        "    ^ rescued    inner  Set-X",
                        "running  rescued 1");
    }

    @Test
    void onlyTheLastWarningsAreShown() {
        told.run().begin("a", "cmdlet");
        IntStream.range(0, 10).forEach(number -> told.say("a", "warning", "number " + number, null));
        assertThat(frame())
                .contains("! warning: a: number 7", "! warning: a: number 9")
                .doesNotContain("! warning: a: number 6");
    }

    @Test
    void hundredThousandLinesOfOutputCostNoWriteAndKeepOnlyTheLast() {
        told.run().begin("a", "program");
        for (int number = 0; number < 100_000; number++) {
            told.say("a", "stdout", "line " + number, null);
            if (number % 10_000 == 0) {
                tree.frame();
            }
        }
        tree.frame();
        assertThat(screen.writes).hasSize(11);
        assertThat(screen.lines)
                .contains("             | line 99998", "             | line 99999")
                .hasSizeLessThan(8);
        told.end("a", "ok");
        tree.settle();
        assertThat(screen.lines).containsExactly("run 20261124-101500-07k9x", "✓ ok         a  program a", "");
    }

    @Test
    void everyEntryIsDrawnHoweverFewFramesThereAre() {
        told.run();
        IntStream.range(0, 5_000).forEach(number -> told.step("s" + number, "ok"));
        tree.frame();
        assertThat(screen.writes).hasSize(1);
        assertThat(screen.lines).hasSize(5_003);
    }

    @Test
    void aHostileTextIsNoCode() {
        told.run().begin("a", "program", "echo \u001b[2J\u009b31m\r\nno\u202Eno");
        told.say("a", "stdout", "\u001b]0;title\u0007", null)
                .say("a", "progress", "\u001b[1A", 5)
                .say("a", "warning", "\u001bc", null);
        tree.frame();
        told.end("a", "failed", "\u001b[31mred");
        tree.settle();
        assertThat(screen.text()).contains("echo \uFFFD[2J\uFFFD31m  no\uFFFDno", "\uFFFD[31mred");
    }

    @Test
    void aNarrowTerminalIsNeverOverrun() {
        screen.columns = 20;
        told.run().begin("group_with_a_long_name", "group").begin("group_with_a_long_name/x", "cmdlet");
        told.say("group_with_a_long_name/x", "progress", "日本語のメールボックスを移動しています", 50);
        assertThat(frame().subList(1, screen.lines.size()))
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(Cells.width(line)).isLessThan(20));
    }

    @Test
    void wideCharactersCountTwice() {
        screen.columns = 30;
        told.run().begin("a", "cmdlet", "日本語".repeat(20));
        assertThat(frame()).contains("> running    a  日本語日本語…");
    }

    @Test
    void aNewSizeCountsFromTheNextFrameOn() {
        told.run().begin("a", "cmdlet", "x".repeat(200));
        tree.frame();
        screen.columns = 40;
        tree.frame();
        // Of one line of 99 cells the terminal has made three.
        assertThat(screen.writes.get(1)).startsWith("\r\u001b[4A\u001b[0J");
        assertThat(screen.writes.get(1).lines()).allMatch(line -> Cells.width(Cells.clean(line)) < 50);
    }

    @Test
    void coloursAreOnlyForTheStateAndOnlyWhereTheyAreWanted() {
        LiveTree coloured = new LiveTree(screen, () -> now, true);
        new Told(coloured).run().step("a", "failed");
        coloured.frame();
        assertThat(screen.writes.get(0)).contains("\u001b[31m✗ failed\u001b[0m     a  Set-X");
        told.run().step("a", "failed");
        tree.frame();
        assertThat(screen.writes.get(1)).contains("✗ failed     a  Set-X").doesNotContain("\u001b");
    }

    @Test
    void aFewTargetsAreAWholeMatrix() {
        told.run().fanOut("off", List.of("ann", "b/b", "cid"));
        told.begin("off[ann]", "group").step("off[ann]/close", "changed").begin("off[ann]/hide", "cmdlet");
        told.begin("off[b%2Fb]", "group").step("off[b%2Fb]/close", "failed").end("off[b%2Fb]", "failed");
        assertThat(frame())
                .anySatisfy(line -> assertThat(line).matches(" +close +hide"))
                .anySatisfy(line -> assertThat(line).matches("  > running    ann +\\* changed +> running"))
                .anySatisfy(line -> assertThat(line).matches("  ✗ failed     b/b +✗ failed"))
                .contains("> running    off  1 of 3 targets, failed 1, running 1", "  . pending    cid");
    }

    @Test
    void whatIsDoneBetweenWavesIsNoTarget() {
        told.run().fanOut("off", List.of("ann", "bob")).entry(new WaveStarted("off", 1, List.of("ann")));
        told.step("off[ann]", "changed").begin("off/check", "cmdlet", "Test-X");
        assertThat(frame())
                .contains(
                        "> running    off  wave 1, 1 of 2 targets, changed 1",
                        "  * changed    ann  Set-X",
                        "  . pending    bob",
                        "  > running    check  Test-X");
    }

    @Test
    void tenThousandTargetsStayWithinTheRowsAndShowWhatStandsOut() {
        List<String> keys =
                IntStream.range(0, 10_000).mapToObj(number -> "m" + number).toList();
        told.run().fanOut("off", keys);
        for (String key : keys.subList(0, 9_000)) {
            boolean bad = key.endsWith("00");
            told.begin("off[" + key + "]", "group").step("off[" + key + "]/close", bad ? "failed" : "changed");
            told.end("off[" + key + "]", bad ? "failed" : "changed");
        }
        told.begin("off[m9000]", "group").begin("off[m9000]/close", "cmdlet");
        frame();
        assertThat(screen.lines.size()).isLessThanOrEqualTo(screen.rows);
        assertThat(screen.text())
                .contains(
                        "9000 of 10000 targets, changed 8911, failed 89, running 1",
                        "> running    m9000 ",
                        "✗ failed     m100 ")
                .doesNotContain("m101");
    }

    @Test
    void moreThanThereIsRoomForIsCondensed() {
        screen.rows = 8;
        told.run().begin("many", "parallel");
        IntStream.range(0, 50).forEach(number -> told.begin("many/b" + number, "cmdlet"));
        assertThat(frame()).hasSizeLessThanOrEqualTo(8).anyMatch(line -> line.startsWith("… and "));
        IntStream.range(0, 49).forEach(number -> told.end("many/b" + number, "ok"));
        assertThat(frame()).hasSizeLessThanOrEqualTo(8).contains("  > running    b49  Set-X");
    }

    @Test
    void whatStandsStillIsLeftAsItIsAndOthersMayPrintBelow() {
        told.run().begin("approval", "approve").asked("approval", "Now?", "ann");
        tree.frame();
        tree.settle();
        screen.write("Waits.\n");
        now = now.plusSeconds(5);
        tree.frame();
        assertThat(screen.lines)
                .containsExactly(
                        "run 20261124-101500-07k9x",
                        ": waiting    approval  approve approval",
                        "             waits for: 2 approvals of ann: Now?",
                        "Waits.",
                        "");
    }

    @Test
    void aRunThatGoesOnSaysWhichAndByWhom() {
        told.entry(resumed());
        told.begin("b", "cmdlet");
        assertThat(frame())
                .startsWith("run 20261124-101500-07k9x", "resumed by bob: after lunch", "> running    b  Set-X");
    }

    private static RunResumed resumed() {
        ProcessMark process = new ProcessMark("host", 1, Instant.EPOCH);
        return new RunResumed(process, "bob", "after lunch", null, null, Map.of(), List.of(), null);
    }

    @Test
    void aFanOutThatGoesOnIsAMatrixWithWhatWasDoneBefore() {
        tree.goesOn(past());
        told.begin("off[bob]", "cmdlet");
        assertThat(frame())
                .startsWith("run 20261124-101500-07k9x", "resumed by bob: after lunch")
                .anyMatch(line -> line.contains("off") && line.contains("1 of 2 targets, changed 1"))
                .anyMatch(line -> line.contains("* changed    ann"))
                .noneMatch(line -> line.contains("first"));
        assertThat(frame()).anyMatch(line -> line.startsWith("running") && line.endsWith("ok 1 changed 1"));
    }

    /** One step is over, of a fan-out one target, and it goes on. */
    private List<Recorded> past() {
        List<Recorded> entries = new ArrayList<>();
        Told before = new Told(new RunListener() {
            @Override
            public void appended(String run, JournalEntry entry) {
                entries.add(new Recorded(run, entries.size() + 1, now, entry, "", ""));
            }

            @Override
            public void event(String path, Events.Event event) {}
        });
        before.run().step("first", "ok").fanOut("off", List.of("ann", "bob")).step("off[ann]", "changed");
        before.entry(resumed());
        return entries;
    }

    @Test
    void onlyATerminalThatCanGetsTheTree() {
        assertThat(Look.of(Map.of("TERM", "xterm"), true)).isEqualTo(new Look(true, true));
        assertThat(Look.of(Map.of("NO_COLOR", "1"), true)).isEqualTo(new Look(true, false));
        assertThat(Look.of(Map.of("NO_COLOR", ""), true)).isEqualTo(new Look(true, true));
        assertThat(Look.of(Map.of("TERM", "xterm"), false)).isEqualTo(new Look(false, false));
        assertThat(Look.of(Map.of("TERM", "dumb"), true)).isEqualTo(new Look(false, false));
        assertThat(Look.of(Map.of("CI", "true"), true)).isEqualTo(new Look(false, false));
    }

    @Test
    void entriesOfSeveralThreadsAreAllTaken() throws InterruptedException {
        told.run();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String name = "t" + thread + "_";
            threads.add(new Thread(() -> IntStream.range(0, 500).forEach(number -> told.step(name + number, "ok"))));
        }
        threads.forEach(Thread::start);
        tree.frame();
        for (Thread thread : threads) {
            thread.join();
        }
        tree.settle();
        assertThat(screen.lines.stream().filter(line -> line.startsWith("✓ ok")))
                .hasSize(2_000);
    }
}
