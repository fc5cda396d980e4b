package dev.runwright.cli;

import dev.runwright.engine.Origin;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.Shift;
import dev.runwright.engine.UnknownOutcome;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.CancelRequested;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description =
                "Stop a run: the step under way may finish, no new one begins, and what always runs is run. A second cancel stops"
                        + " the step under way.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright cancel last --reason \"the wrong mailbox\"",
            "  runwright cancel 01JX --now                    without letting the step under way finish"
        })
final class CancelCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "RUN", description = "The run, or 'last' for the newest that has not ended.")
    private String run = "";

    @Option(names = "--now", description = "Do not let the step under way finish.")
    private boolean now;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the journal.")
    private @Nullable String reason;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    CancelCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            RunEngine engine = workbench.engine(settings, journal);
            LeftBehind.notice(engine, workbench, terminal);
            RunView view = RunView.of(journal.read(RunNames.findOpen(journal, run)));
            Resuming.refuseEnded(view);
            refuseUnknown(view);
            Profile chosen = Resuming.profile(settings, profile.profile(), view);
            boolean driven = workbench
                    .postbox(settings, journal)
                    .post(view.run(), new CancelRequested(workbench.actor(), now, reason));
            return (driven ? told(view) : end(engine, settings, journal, view, chosen)).number();
        }
    }

    /** A step that may have acted is not left open behind a run that counts as cancelled. */
    private static void refuseUnknown(RunView view) {
        List<String> open = view.steps().values().stream()
                .filter(StepView::isOpen)
                .map(StepView::path)
                .toList();
        if (view.state().equals("unknown") && !open.isEmpty()) {
            throw Refusal.unknown(
                    "step_unknown",
                    "Run " + view.run() + " cannot be cancelled while the outcome of step " + open.get(0)
                            + " is not known. " + UnknownOutcome.answers(view.run(), open.get(0)));
        }
    }

    private ExitCode told(RunView view) {
        boolean stop = now || view.cancel() != null;
        if (output.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("run", view.run());
            document.put("state", view.state());
            document.put("now", stop);
            terminal.out().println(Json.write(document));
        } else {
            terminal.out()
                    .println("The process that drives run " + view.run() + " takes it within a second: "
                            + (stop
                                    ? "the step under way is stopped."
                                    : "the step under way may finish; a second cancel stops it."));
        }
        return ExitCode.DONE;
    }

    /** Nobody drives it: it is driven here to its end as cancelled. */
    private ExitCode end(RunEngine engine, Settings settings, Journal journal, RunView view, Profile chosen) {
        Origin origin = new Origin(workbench.actor(), reason, null);
        Resuming.Terms terms = new Resuming.Terms(chosen, List.of(), null, Map.of(), origin);
        ExitCode code = new Resuming(terminal, workbench, settings, journal, output.json())
                .carryOn(engine, view, terms, Shift.unlimited());
        return code == ExitCode.CANCELLED ? ExitCode.DONE : code;
    }
}
