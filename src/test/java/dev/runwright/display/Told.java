package dev.runwright.display;

import dev.runwright.engine.Events;
import dev.runwright.engine.RunListener;
import dev.runwright.journal.JournalEntry;
import dev.runwright.journal.JournalEntry.ErrorRecord;
import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.text.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a listener of a run as the engine would. */
record Told(RunListener listener) {
    static final Position AT = new Position("book.yaml", 3, 5);

    Told run() {
        return entry(started());
    }

    static RunStarted started() {
        return new RunStarted(
                "run",
                "book",
                "book.yaml",
                "d1",
                Map.of(),
                "d2",
                Map.of(),
                Map.of(),
                Instant.EPOCH,
                null,
                "sandbox",
                "contoso",
                true,
                "ann",
                null,
                null,
                List.of(),
                new ProcessMark("host", 4711, Instant.EPOCH),
                "1",
                List.of(),
                true,
                List.of(),
                Map.of(),
                null,
                null);
    }

    Told begin(String path, String kind) {
        String label = path.substring(path.lastIndexOf('/') + 1);
        return begin(path, kind, kind.equals("cmdlet") ? "Set-X" : kind + " " + label);
    }

    Told begin(String path, String kind, String call) {
        return entry(new StepStarted(path, kind, 1, "change", call, "d", "none", null, null, AT, null));
    }

    Told end(String path, String state) {
        return end(path, state, null);
    }

    Told end(String path, String state, @Nullable String error) {
        ErrorRecord record = error == null ? null : new ErrorRecord("unknown", error, AT, Map.of());
        return entry(new StepEnded(path, state, 1, null, record, null, null, List.of()));
    }

    Told step(String path, String state) {
        return begin(path, "cmdlet").end(path, state);
    }

    Told fanOut(String path, List<String> keys) {
        return begin(path, "foreach").entry(new FanOutListed(path, keys, List.copyOf(keys)));
    }

    Told asked(String path, String question, String... from) {
        return entry(new PersonAsked(
                path, "approve", question, List.of(from), 2, null, null, false, null, Map.of(), Map.of(), null, null));
    }

    Told say(String path, String kind, String text, @Nullable Integer percent) {
        listener.event(path, new Events.Event(kind, text, percent));
        return this;
    }

    Told entry(JournalEntry entry) {
        listener.appended("20261124-101500-07k9x", entry);
        return this;
    }
}
