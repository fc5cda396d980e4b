package dev.runwright.store;

import dev.runwright.journal.JournalEntry.ProcessMark;
import dev.runwright.journal.JournalEntry.RunEnded;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.text.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries for tests. */
public final class Entries {
    /** The process of these tests. */
    public static final ProcessMark PROCESS = new ProcessMark("host", 4711, Instant.EPOCH);

    private Entries() {}

    /** A run's first entry, with locks. */
    public static RunStarted started(String... locks) {
        return started("run", null, locks);
    }

    /** The first entry of a run that takes another one back. */
    public static RunStarted undo(String parent, String... locks) {
        return started("undo", parent, locks);
    }

    private static RunStarted started(String mode, @Nullable String parent, String... locks) {
        return new RunStarted(
                mode,
                "quarantine",
                "quarantine.yaml",
                "d1",
                Map.of(),
                "d2",
                Map.of("mailbox", "anna@contoso.com"),
                Map.of(),
                Instant.EPOCH,
                parent,
                "sandbox",
                "contoso",
                true,
                "ann",
                null,
                null,
                List.of(locks),
                PROCESS,
                "1",
                List.of(),
                false,
                List.of(),
                Map.of(),
                null,
                null);
    }

    /** A step that begins. */
    public static StepStarted step(String path) {
        Position at = new Position("quarantine.yaml", 3, 5);
        return new StepStarted(path, "cmdlet", 1, "change", "Set-X", "d", "restore", "Get-X", null, at, null);
    }

    /** A step that ends. */
    public static StepEnded ended(String path, String state) {
        return new StepEnded(path, state, 1, null, null, null, null, List.of());
    }

    /** A run that ends. */
    public static RunEnded ended() {
        return new RunEnded("succeeded", Map.of("ok", 1), Map.of(), null);
    }
}
