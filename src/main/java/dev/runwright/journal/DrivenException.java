package dev.runwright.journal;

import dev.runwright.text.RunwrightException;
import java.time.Instant;

/** Another process drives the run: nothing was done to it. */
public final class DrivenException extends RunwrightException {
    private static final long serialVersionUID = 1L;

    private final String run;

    /** The run is driven by {@code process} until {@code until} at least. */
    public DrivenException(String run, JournalEntry.ProcessMark process, Instant until) {
        super(
                "run_driven",
                "Run " + run + " is driven by process " + process.pid() + " on " + process.host()
                        + " (its lease lasts until " + until
                        + " and is renewed while it lives). Wait for it, or stop it with 'runwright cancel " + run
                        + "'.",
                null);
        this.run = run;
    }

    /** The run. */
    public String run() {
        return run;
    }
}
