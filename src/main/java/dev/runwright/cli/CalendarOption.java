package dev.runwright.cli;

import dev.runwright.engine.Origin;
import picocli.CommandLine.Option;

/** The option that goes against a calendar. */
final class CalendarOption {
    @Option(
            names = "--against-calendar",
            description =
                    "Run although a calendar forbids it: needs --reason, and waits until somebody else has approved.")
    private boolean against;

    /**
     * The origin with this wish.
     *
     * @throws Refusal if there is no reason for it
     */
    Origin of(Origin by) {
        if (against && (by.reason() == null || by.reason().isBlank())) {
            throw Refusal.wrongCall("no_reason", "--against-calendar needs --reason: it stands in the audit trail.");
        }
        return against ? by.againstCalendar() : by;
    }
}
