package dev.runwright.cli;

import dev.runwright.engine.RunOutcome;
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
        if (outcome.run() == null || !notice.on().contains(outcome.state())) {
            return;
        }
        RunView run = RunView.of(journal.read(outcome.run()));
        if (!run.started().rehearsed() || notice.rehearsals()) {
            workbench
                    .tell(notice, Json.write(document(run)))
                    .forEach(failure -> terminal.err().println("warning: " + failure));
        }
    }

    /** From the journal alone, so secrets are in it by name only. */
    private static Map<String, @Nullable Object> document(RunView run) {
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
        document.put("command", (ended ? "runwright show " : "runwright resume ") + run.run());
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
