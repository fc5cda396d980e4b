package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.RunStarted;
import org.jspecify.annotations.Nullable;

/** What a run passes before its first step. */
record Gates(RunLock lock, CalendarGate calendar) {
    /** Why it does not go on to its steps; null if it does. */
    @Nullable Flow open(RunContext context, RunStarted first) {
        Flow locked = lock.open(context);
        if (locked != null) {
            return locked;
        }
        Flow held = context.cancellation.requested() ? null : calendar.open();
        return held != null || first.question() == null ? held : new FirstQuestion(context, first.question()).open();
    }
}
