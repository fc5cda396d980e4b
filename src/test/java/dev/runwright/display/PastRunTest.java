package dev.runwright.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.Events;
import dev.runwright.engine.RunListener;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.ChangeSent;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.JournalEntry.StateRead;
import dev.runwright.journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PastRunTest {
    private final List<Recorded> entries = new ArrayList<>();
    private Instant time = Instant.parse("2026-11-24T10:15:00Z");

    private final Told told = new Told(new RunListener() {
        @Override
        public void appended(String run, JournalEntry entry) {
            entries.add(new Recorded(run, entries.size() + 1L, time, entry, "", ""));
            time = time.plusMillis(500);
        }

        @Override
        public void event(String path, Events.Event event) {}
    });

    @Test
    void aRunIsATreeWithItsChangesAndDurations() {
        told.run().begin("close", "group").begin("close/imap", "cmdlet");
        told.entry(new StateRead("close/imap", "before", true, Map.of("ImapEnabled", true), time));
        told.entry(new ChangeSent("close/imap", 1, "Set-X", Map.of(), Map.of(), time));
        told.entry(new StateRead("close/imap", "after", true, Map.of("ImapEnabled", false), time));
        told.end("close/imap", "changed").end("close", "changed");
        assertThat(PastRun.lines(entries))
                .containsExactly(
                        "* changed    close (3.0 s)",
                        "  * changed    imap (2.0 s)  Set-X",
                        "               ImapEnabled: true → false");
    }

    @Test
    void whatWaitsSaysForWhatAndWhoHasAnswered() {
        told.run().begin("approval", "approve").asked("approval", "Close them?", "ann", "bob");
        told.entry(new Answered("approval", "approved", "ann", "fine", Map.of(), null, "d", time));
        told.entry(new RunPaused("waiting", "an approval is missing", "approval", null));
        assertThat(PastRun.lines(entries))
                .containsExactly(
                        ": waiting    approval (1.5 s)  approve approval",
                        "             waits for: 2 approvals of ann, bob: Close them?",
                        "             approved by ann: fine");
    }

    @Test
    void aFanOutIsAMatrixAndOfManyTargetsOnlyWhatFailedIsTold() {
        List<String> keys =
                IntStream.range(0, 100).mapToObj(number -> "m" + number).toList();
        told.run().fanOut("off", keys);
        for (String key : keys) {
            String item = "off[" + key + "]";
            boolean bad = key.equals("m42");
            told.begin(item, "group").step(item + "/read", "ok").begin(item + "/close", "cmdlet");
            told.end(item + "/close", bad ? "failed" : "changed", bad ? "It is denied." : null);
            told.end(item, bad ? "failed" : "changed");
        }
        told.end("off", "failed");
        List<String> lines = PastRun.lines(entries);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("100 of 100 targets, changed 99, failed 1");
        assertThat(lines.get(1)).matches(" +read +close");
        assertThat(lines.get(2)).matches("  ✗ failed     m42 +✓ ok +✗ failed");
        assertThat(lines.get(3)).isEqualTo("               book.yaml:3:5: It is denied.");
    }

    @Test
    void ofVeryManyFailuresTheRestIsCounted() {
        List<String> keys =
                IntStream.range(0, 100).mapToObj(number -> "m" + number).toList();
        told.run().fanOut("off", keys);
        keys.forEach(
                key -> told.begin("off[" + key + "]", "cmdlet").end("off[" + key + "]", "failed", "It is denied."));
        told.end("off", "failed");
        assertThat(PastRun.lines(entries))
                .hasSize(1 + 39 * 2 + 1)
                .last()
                .asString()
                .endsWith("… and 61 more of these");
    }

    @Test
    void aTextOfTheJournalIsNoCode() {
        told.run().begin("a", "cmdlet", "Set-X \u001b[2J").end("a", "failed", "red \u001b[31m");
        assertThat(PastRun.lines(entries)).noneMatch(line -> line.contains("\u001b"));
    }
}
