package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalException;
import java.util.List;

/** Finds the run that a person means: its id, the unmistakable end or start of one, or {@code last}. Stateless. */
final class RunNames {
    private RunNames() {}

    /**
     * The run's id, where {@code last} is the newest run that has not ended.
     *
     * @throws JournalException if there is no such run
     * @throws Refusal if several fit
     */
    static String findOpen(Journal journal, String name) {
        if (!name.equals("last")) {
            return find(journal, name);
        }
        return journal.open().stream()
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> Refusal.wrongCall("no_such_run", "Every run has ended, so 'last' names none."));
    }

    /**
     * The run's id.
     *
     * @throws JournalException if there is no such run
     * @throws Refusal if several fit
     */
    static String find(Journal journal, String name) {
        List<String> runs = journal.runs();
        if (name.equals("last")) {
            if (runs.isEmpty()) {
                throw Refusal.wrongCall("no_such_run", "There is no run yet, so 'last' names none.");
            }
            return runs.get(runs.size() - 1);
        }
        if (runs.contains(name)) {
            return name;
        }
        List<String> fitting = runs.stream()
                .filter(run -> name.length() >= 3 && (run.startsWith(name) || run.endsWith(name)))
                .toList();
        if (fitting.size() > 1) {
            throw Refusal.wrongCall(
                    "ambiguous_run",
                    "'" + name + "' may be any of " + String.join(", ", fitting) + "; write more of it.");
        }
        if (fitting.isEmpty()) {
            throw JournalException.noSuchRun(name);
        }
        return fitting.get(0);
    }
}
