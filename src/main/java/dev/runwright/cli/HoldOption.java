package dev.runwright.cli;

import dev.runwright.engine.Shift;
import dev.runwright.model.DurationText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that lets the process go at a long wait. */
final class HoldOption {
    @Option(
            names = "--hold",
            paramLabel = "TIME",
            description =
                    "The longest wait that this process stays for, such as 10m: at a longer one the run pauses (exit code 3),"
                            + " and 'resume' or the service carries it on. Without it every wait for a time or a lock is held.")
    private @Nullable String hold;

    /**
     * How this process drives a run.
     *
     * @throws Refusal if the time is none
     */
    Shift shift() {
        return hold == null
                ? Shift.unlimited()
                : Shift.withWaitsOf(DurationText.parse(hold)
                        .orElseThrow(() -> Refusal.wrongCall(
                                "wrong_call", "--hold " + hold + ": expected a time such as 0s, 90s, 10m or 2h.")));
    }
}
