package dev.runwright.cli;

import dev.runwright.display.Recap;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.Standing;
import dev.runwright.engine.TakenBack;
import dev.runwright.journal.Journal;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run was taken back at the close of its window, for people and for machines. Stateless. */
final class TakenBackText {
    private TakenBackText() {}

    /** What was put back, what stays as it is and why, and what is left to do. */
    static void print(TakenBack undo, Journal journal, PrintStream lines) {
        RunOutcome outcome = undo.outcome();
        String its = "The window of run " + undo.plan().run() + " has closed, and 'at_close' says undo: ";
        if (outcome.state().equals("nothing")) {
            lines.println(its + "it had changed nothing that can be taken back.");
        } else if (outcome.run() == null) {
            lines.println(its + "nothing was written.");
        } else {
            lines.println(its + "run " + outcome.run() + " took it back.");
        }
        UndoPlanText.items(undo.plan(), lines);
        if (outcome.drifted()) {
            UndoPlanText.printDrift(undo.plan(), lines);
        } else if (!undo.whole()) {
            lines.println(undo.rest());
        }
        if (outcome.run() != null) {
            lines.println("undo: "
                    + Recap.line(new Standing(journal).brief(outcome.run()).recap()));
        }
    }

    static Map<String, @Nullable Object> document(TakenBack undo) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", undo.outcome().run());
        document.put("state", undo.outcome().state());
        document.put("steps", UndoPlanText.document(undo.plan()).get("steps"));
        document.put("not_undone", UndoPlanText.notUndone(undo.plan()));
        document.put("rest", undo.whole() ? null : undo.rest());
        return document;
    }
}
