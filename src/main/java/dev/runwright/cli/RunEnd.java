package dev.runwright.cli;

import dev.runwright.display.EntryText;
import dev.runwright.display.Recap;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.Standing;
import dev.runwright.engine.StepError;
import dev.runwright.engine.TakenBack;
import dev.runwright.engine.World;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunPaused;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.value.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run ended, for people, for machines and as exit code. */
final class RunEnd {
    private static final int SHOWN_IN_FORCE = 3;

    private final Terminal terminal;
    private final boolean json;
    private final Map<String, @Nullable Object> more;

    RunEnd(Terminal terminal, boolean json) {
        this(terminal, json, Map.of());
    }

    /** With {@code more} in the document. */
    RunEnd(Terminal terminal, boolean json, Map<String, @Nullable Object> more) {
        this.terminal = terminal;
        this.json = json;
        this.more = more;
    }

    /** Prints the end of a run, or that there was none, and gives the exit code. */
    ExitCode print(Journal journal, String runbook, String mode, RunOutcome outcome, World world) {
        PrintStream lines = json ? terminal.err() : terminal.out();
        if (outcome.problem() != null) {
            lines.println(sentence(outcome.problem()));
        }
        if (outcome.run() == null) {
            lines.println(outcome.state().equals("nothing") ? "Nothing to undo." : "Nothing was written.");
        } else {
            if (outcome.state().equals("waiting")) {
                next(outcome.run(), journal, lines);
            }
            inForce(outcome.inForce(), lines);
        }
        if (outcome.takenBack() != null) {
            TakenBackText.print(outcome.takenBack(), journal, lines);
        }
        Standing standing = new Standing(journal);
        if (outcome.run() != null) {
            Recap.of(standing.brief(outcome.run())).forEach(lines::println);
        }
        if (json) {
            Map<String, @Nullable Object> document =
                    new LinkedHashMap<>(document(standing, runbook, mode, outcome, world));
            if (outcome.takenBack() != null) {
                document.put("taken_back", TakenBackText.document(outcome.takenBack()));
            }
            document.putAll(more);
            terminal.out().println(Json.write(document));
        }
        return exitCode(outcome);
    }

    /** Which commands carry a waiting run on. */
    private static void next(String run, Journal journal, PrintStream lines) {
        List<Recorded> entries = journal.read(run);
        RunPaused pause = RunView.of(entries).pause();
        OpenQuestion.of(entries).forEach(open -> lines.println("Answer it with '" + open.command() + "'."));
        lines.println("'runwright resume " + run + "' carries the run on"
                + (pause == null || pause.due() == null
                        ? " once that is done."
                        : ", from " + EntryText.second(pause.due()) + " by itself."));
    }

    /** The newest of the older runs that are in force on the same locks. */
    private static void inForce(List<String> older, PrintStream lines) {
        int hidden = Math.max(0, older.size() - SHOWN_IN_FORCE);
        older.subList(hidden, older.size())
                .forEach(run -> lines.println("Run " + run + " is in force on the same lock: 'runwright undo " + run
                        + "' takes that one back."));
        if (hidden > 0) {
            lines.println("and " + hidden + " more: 'runwright runs --in-force' lists them.");
        }
    }

    /** The run's document. */
    static Map<String, @Nullable Object> document(
            Standing standing, String runbook, String mode, RunOutcome outcome, World world) {
        if (outcome.run() != null) {
            RunView view = standing.view(outcome.run());
            return RunDocument.of(view, standing.state(view), world.cmdlets().shells(), outcome.inForce());
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", null);
        document.put("runbook", runbook);
        document.put("mode", mode);
        document.put("state", outcome.state());
        document.put("problems", ProblemReport.list(outcome.problems()));
        document.put("problem", outcome.problem() == null ? null : problem(outcome.problem()));
        return document;
    }

    private static Map<String, @Nullable Object> problem(StepError error) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("class", error.kind().word());
        document.put("message", error.message());
        document.put("details", error.details());
        return document;
    }

    private static String sentence(StepError error) {
        return (error.position() == null ? "" : error.position() + ": ") + error.message();
    }

    /** A run that its close has ended was cancelled; if it could not be taken back as it was to be, that counts. */
    private static ExitCode exitCode(RunOutcome outcome) {
        TakenBack undo = outcome.takenBack();
        return exitCode(
                undo == null || undo.whole() ? outcome.state() : undo.outcome().state());
    }

    static ExitCode exitCode(String state) {
        return switch (state) {
            case "succeeded", "nothing" -> ExitCode.DONE;
            case "refused" -> ExitCode.INVALID;
            case "waiting", "drifted" -> ExitCode.WAITING;
            case "unknown" -> ExitCode.UNKNOWN;
            case "cancelled" -> ExitCode.CANCELLED;
            default -> ExitCode.FAILED;
        };
    }
}
