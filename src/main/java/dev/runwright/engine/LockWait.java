package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.TimerSet;
import dev.runwright.journal.LockedException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for locks that other runs hold. It stands in the journal who holds one and when that is looked at next, anew for each holder.
 *
 * @param path of the step that needs them; null for the run as a whole
 */
record LockWait(RunContext run, @Nullable String path, List<String> names) {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * Takes the locks as soon as all are free.
     *
     * @param goesOn whether it is still worth waiting
     * @return who holds one, when it was given up or became too long for this process; null once they are taken
     */
    @Nullable LockedException take(BooleanSupplier goesOn) {
        Duration held = Duration.ZERO;
        String said = "";
        while (true) {
            try {
                run.lock(names, null);
                return null;
            } catch (LockedException e) {
                if (!goesOn.getAsBoolean()) {
                    return e;
                }
                if (!e.held().equals(said)) {
                    String why = run.redactor().redact(e.held());
                    run.durable(new TimerSet(path, run.wallTime().plus(LOOK), why));
                    said = e.held();
                }
                if (run.shift.isTooLong(held)) {
                    return e;
                }
                run.cancellation.await(LOOK);
                held = held.plus(LOOK);
            }
        }
    }
}
