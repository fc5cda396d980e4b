package dev.runwright.cli;

import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.TakenBack;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells how a run ended to those whom its profile names; that they cannot be told changes nothing. */
record Notices(Terminal terminal, Workbench workbench) {
    void tell(Profile profile, Journal journal, RunOutcome outcome) {
        Notice notice = profile.notice();
        if (outcome.run() == null || !(notice.on().contains(outcome.state()) || isLeft(notice, outcome))) {
            return;
        }
        RunView run = RunView.of(journal.read(outcome.run()));
        if (!run.started().rehearsed() || notice.rehearsals()) {
            workbench
                    .tell(notice, Json.write(document(run, outcome.takenBack())))
                    .forEach(failure -> terminal.err().println("warning: " + failure));
        }
    }

    /** Whether its window's close should have taken it back, and that has failed: it is told as a failure. */
    private static boolean isLeft(Notice notice, RunOutcome outcome) {
        TakenBack undo = outcome.takenBack();
        return undo != null
                && !undo.whole()
                && (notice.on().contains("failed")
                        || notice.on().contains(undo.outcome().state()));
    }

    /** From the journal alone, so secrets are in it by name only. */
    private static Map<String, @Nullable Object> document(RunView run, @Nullable TakenBack undo) {
        boolean ended = run.end() != null;
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", run.run());
        document.put("runbook", run.started().runbook());
        document.put("mode", run.started().mode());
        document.put("state", run.state());
        document.put("rehearsed", run.started().rehearsed());
        document.put("actor", run.started().actor());
        document.put("reason", run.started().reason());
        document.put("ticket", run.started().ticket());
        document.put("world", run.started().world());
        document.put("problem", problem(run));
        document.put("recap", run.recap());
        document.put(
                "taken_back", undo == null ? null : undo.outcome().state() + (undo.whole() ? "" : ": " + undo.rest()));
        boolean left = undo != null && !undo.whole();
        document.put(
                "command", (left ? "runwright undo " : ended ? "runwright show " : "runwright resume ") + run.run());
        return document;
    }

    private static @Nullable String problem(RunView run) {
        if (run.pause() != null) {
            return run.pause().why();
        }
        return run.end() == null || run.end().problem() == null
                ? null
                : run.end().problem().message();
    }
}
