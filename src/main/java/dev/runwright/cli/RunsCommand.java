package dev.runwright.cli;

import dev.runwright.display.EntryText;
import dev.runwright.engine.Standing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.RunView;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "runs",
        description = "List the newest runs, the oldest of them first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright runs",
            "  runwright runs --in-force                                  those whose changes still stand",
            "  runwright runs --in-force --lock mailbox/anna@contoso.com",
            "  runwright runs --all --since 30d                            all of a month, not only the newest 50",
            "  runwright runs --since 7d --state failed --state unknown"
        })
final class RunsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final RunChoice chosen = new RunChoice();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    RunsCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            LeftBehind.notice(workbench.engine(settings, journal), workbench, terminal);
            Standing standing = new Standing(journal);
            RunChoice.Chosen found = chosen.of(standing, workbench.clock().instant());
            List<RunView> runs = found.runs();
            StrandedRuns stranded = new StrandedRuns(settings);
            if (output.json()) {
                terminal.out()
                        .println(Json.write(runs.stream()
                                .map(run -> document(run, standing, stranded))
                                .toList()));
            } else {
                runs.forEach(run -> {
                    terminal.out().println(line(run, standing));
                    stranded.why(run).ifPresent(why -> terminal.out().println("    " + why));
                });
            }
            if (found.cut()) {
                terminal.err()
                        .println("The newest " + runs.size()
                                + " runs; --all lists the older ones too, --since and others choose.");
            } else if (!output.json()) {
                terminal.err().println(runs.size() == 1 ? "1 run." : runs.size() + " runs.");
            }
        }
        return ExitCode.DONE.number();
    }

    private static Map<String, @Nullable Object> document(RunView run, Standing standing, StrandedRuns stranded) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("run", run.run());
        document.put("runbook", run.started().runbook());
        document.put("mode", run.started().mode());
        document.put("rehearsed", run.started().rehearsed());
        document.put("state", standing.state(run));
        document.put("started", run.begun());
        document.put("ended", run.ended());
        document.put("actor", run.started().actor());
        document.put("recap", run.recap());
        document.put("in_force", standing.inForce(run));
        document.put("parent", run.started().parent());
        document.put("reason", run.started().reason());
        document.put("ticket", run.started().ticket());
        document.put("stranded", stranded.why(run).orElse(null));
        return document;
    }

    private static String line(RunView run, Standing standing) {
        String what = (run.isUndo()
                        ? "undo of " + run.started().parent()
                        : run.started().runbook())
                + (run.started().rehearsed() ? " (rehearsed)" : "");
        String force = standing.inForce(run) ? "  in force" : "";
        return String.format(
                "%s  %s  %-13s %s  by %s%s%s",
                run.run(),
                EntryText.minute(run.begun()),
                standing.state(run),
                what,
                run.started().actor(),
                because(run.started()),
                force);
    }

    private static String because(RunStarted started) {
        String ticket = started.ticket() == null ? "" : ", ticket " + started.ticket();
        return started.reason() == null ? ticket : ticket + ": " + started.reason();
    }
}
