package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.Answered;
import dev.runwright.journal.JournalEntry.PersonAsked;
import dev.runwright.journal.JournalEntry.StepEnded;
import dev.runwright.journal.JournalEntry.StepStarted;
import dev.runwright.journal.StepView;
import dev.runwright.text.Position;
import dev.runwright.value.Data;
import dev.runwright.value.Digest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a person whether a run is to start at all, before its first step: its opening was missed (design 7). */
record FirstQuestion(RunContext run, String question) {
    /** The path under which it stands in the journal and is answered. */
    static final String PATH = "missed_opening";

    private static final String FIELD = "start";

    /** What the run waits for, or why it does not start; null if it may go on. */
    @Nullable Flow open() {
        StepView past = run.history.step(PATH);
        if (past != null && past.ended() != null) {
            return past.ended().state().equals("ok") ? null : stopped(past.answers());
        }
        if (past == null || past.asked() == null) {
            ask();
            return waiting();
        }
        if (past.answers().isEmpty()) {
            return waiting();
        }
        boolean yes = past.answers().stream()
                .allMatch(answer -> Boolean.TRUE.equals(answer.values().get(FIELD)));
        run.record(new StepEnded(PATH, yes ? "ok" : "cancelled", 1, null, null, null, null, List.of()));
        return yes ? null : stopped(past.answers());
    }

    private void ask() {
        String source = run.definition.runbook().source().name();
        run.record(new StepStarted(
                PATH,
                "ask",
                1,
                "read",
                "ask " + PATH,
                Digest.sha256(question),
                "none",
                null,
                null,
                Position.startOf(source),
                null));
        Map<String, @Nullable Object> field =
                Data.copy(Map.of("type", "boolean", "ask", "Whether to start it now (true or false)"));
        run.record(new PersonAsked(
                PATH,
                "ask",
                question,
                List.of(),
                1,
                null,
                null,
                false,
                null,
                Map.of(FIELD, field),
                Map.of(),
                null,
                null));
    }

    private Flow waiting() {
        String why = question + " runwright answer " + run.run() + " " + PATH + " -i " + FIELD + "=true, or false.";
        return Flow.Halted.of("waiting", PATH, StepError.of(ErrorClass.UNKNOWN, why));
    }

    private static Flow stopped(List<Answered> answers) {
        String who = answers.isEmpty() ? "a person" : answers.get(0).actor();
        return Flow.Halted.of(
                "cancelled",
                PATH,
                StepError.of(ErrorClass.UNKNOWN, "Its opening was missed, and " + who + " said no."));
    }
}
