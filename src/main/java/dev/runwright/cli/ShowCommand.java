package dev.runwright.cli;

import dev.runwright.display.Difference;
import dev.runwright.display.EntryText;
import dev.runwright.display.PastRun;
import dev.runwright.display.Recap;
import dev.runwright.display.StepText;
import dev.runwright.engine.Standing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.Occasion;
import dev.runwright.journal.Recorded;
import dev.runwright.journal.RunView;
import dev.runwright.value.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show a run: its steps, each change before and after, and how it ended.",
        footerHeading = "%nExamples:%n",
        footer = {"  runwright show last", "  runwright show 20261124-101500-07k9x -o json"})
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "RUN", description = "The run, or 'last' for the newest.")
    private String run = "";

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ShowCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            LeftBehind.notice(workbench.engine(settings, journal), workbench, terminal);
            Standing standing = new Standing(journal);
            List<Recorded> entries = journal.read(RunNames.find(journal, run));
            RunView view = standing.view(entries.get(0).run());
            String stranded = new StrandedRuns(settings).why(view).orElse(null);
            if (output.json()) {
                Map<String, @Nullable Object> document = document(view, standing);
                document.put("stranded", stranded);
                terminal.out().println(Json.write(document));
            } else {
                print(view, standing, entries);
                if (stranded != null) {
                    terminal.out().println(stranded);
                }
                Recap.of(view).forEach(terminal.out()::println);
            }
        }
        return ExitCode.DONE.number();
    }

    private static Map<String, @Nullable Object> document(RunView view, Standing standing) {
        List<String> older = standing.inForceOn(view.started().locks(), view.run()).stream()
                .map(RunView::run)
                .toList();
        Map<String, @Nullable Object> document = RunDocument.of(view, standing.state(view), Map.of(), older);
        document.put("inputs", view.started().inputs());
        document.put("parent", view.started().parent());
        document.put("undone_by", standing.undoneBy(view));
        return document;
    }

    private void print(RunView view, Standing standing, List<Recorded> entries) {
        terminal.out().println("run        " + view.run() + ", " + standing.state(view));
        terminal.out()
                .println("runbook    " + view.started().runbook() + " ("
                        + view.started().source() + ")");
        if (view.started().parent() != null) {
            terminal.out().println("undoes     " + view.started().parent());
        }
        String world = view.started().rehearsed() ? "rehearsed on the estate " : "in ";
        terminal.out()
                .println("where      " + world + view.started().world() + ", profile "
                        + view.started().profile());
        terminal.out().println("who        " + view.started().actor() + because(view));
        terminal.out()
                .println("when       " + EntryText.second(view.begun())
                        + (view.ended() == null ? "" : " to " + EntryText.second(view.ended())));
        view.started()
                .inputs()
                .forEach((name, value) -> terminal.out().println("input      " + name + ": " + Difference.text(value)));
        PastRun.lines(entries).forEach(terminal.out()::println);
        if (view.end() != null && view.end().problem() != null) {
            terminal.out().println(StepText.sentence(view.end().problem()));
        }
        if (isOwed(view, standing)) {
            terminal.out().println("'at_close: undo' has not taken it back: 'runwright undo " + view.run() + "' does.");
        }
        standing.undoneBy(view).forEach(undo -> terminal.out().println("undone by  " + undo));
    }

    /** Whether its window's close has ended it and was to take it back, and that has not come to its end. */
    private static boolean isOwed(RunView run, Standing standing) {
        Occasion occasion = run.occasion();
        return occasion != null
                && occasion.window() != null
                && occasion.window().atClose().equals("undo")
                && run.end() != null
                && run.end().problem() != null
                && run.end().problem().details().containsKey("close")
                && standing.inForce(run);
    }

    private static String because(RunView view) {
        String ticket = view.started().ticket() == null
                ? ""
                : ", ticket " + view.started().ticket();
        return view.started().reason() == null
                ? ticket
                : ticket + ": " + view.started().reason();
    }
}
