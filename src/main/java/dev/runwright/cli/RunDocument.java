package dev.runwright.cli;

import dev.runwright.display.Compared;
import dev.runwright.journal.JournalEntry.ErrorRecord;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as the commands give it to machines (design 10). Stateless. */
final class RunDocument {
    private RunDocument() {}

    /**
     * The document of a run.
     *
     * @param state its state, which an undo may have made another than the journal's own
     * @param shells what is known of its shells; empty for a run of the past
     * @param inForce the older runs in force on its locks
     */
    static Map<String, @Nullable Object> of(
            RunView run, String state, Map<String, Map<String, Object>> shells, List<String> inForce) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", run.run());
        document.put("runbook", run.started().runbook());
        document.put("mode", run.started().mode());
        document.put("state", state);
        document.put("rehearsed", run.started().rehearsed());
        document.put("recap", run.recap());
        document.put("outputs", run.end() == null ? Map.of() : run.end().outputs());
        document.put("shells", shells);
        document.put(
                "steps", run.steps().values().stream().map(RunDocument::step).toList());
        document.put("waiting", waiting(run));
        document.put("problem", run.end() == null ? null : error(run.end().problem()));
        document.put("in_force", inForce);
        return document;
    }

    private static @Nullable Object waiting(RunView run) {
        RunPaused pause = run.pause();
        if (pause == null || !pause.state().equals(run.state())) {
            return null;
        }
        StepView step = run.steps().get(String.valueOf(pause.path()));
        PersonAsked asked = step != null && step.isAsking() ? step.asked() : null;
        Instant due = pause.due() != null || asked == null ? pause.due() : asked.expires();
        Map<String, @Nullable Object> waiting = new LinkedHashMap<>();
        waiting.put("why", pause.why());
        waiting.put("path", pause.path());
        waiting.put("kind", asked != null ? asked.kind() : step == null ? null : step.kind());
        waiting.put("question", asked == null ? null : asked.question());
        waiting.put("from", asked == null ? List.of() : asked.from());
        waiting.put("due", due == null ? null : due.toString());
        return waiting;
    }

    private static Map<String, @Nullable Object> step(StepView step) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("path", step.path());
        document.put("kind", step.kind());
        document.put("state", step.state());
        document.put("attempts", step.ended() == null ? 0 : step.ended().attempts());
        document.put("before", Compared.of(step, step.before()));
        document.put("after", Compared.of(step, step.after()));
        document.put("error", step.ended() == null ? null : error(step.ended().error()));
        return document;
    }

    /** An error as data; null for none. */
    static @Nullable Map<String, @Nullable Object> error(@Nullable ErrorRecord error) {
        if (error == null) {
            return null;
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("class", error.kind());
        document.put("message", error.message());
        document.put("file", error.position() == null ? null : error.position().file());
        document.put("line", error.position() == null ? null : error.position().line());
        document.put(
                "column", error.position() == null ? null : error.position().column());
        document.put("details", error.details());
        return document;
    }
}
