package dev.runwright.cli;

import dev.runwright.audit.ChainVerifier;
import dev.runwright.audit.Verdict;
import dev.runwright.display.Difference;
import dev.runwright.display.Recap;
import dev.runwright.engine.Origin;
import dev.runwright.engine.RunEngine.UndoRequest;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.Standing;
import dev.runwright.engine.UndoChoice;
import dev.runwright.estate.Estate;
import dev.runwright.estate.EstateDescription;
import dev.runwright.journal.RunView;
import dev.runwright.model.RawInput;
import dev.runwright.value.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        description =
                "Quarantine a mailbox of an imaginary company, verify the journal, take it all back, and compare.")
final class DemoCommand implements Callable<Integer> {
    private static final String RUNBOOK = "quarantine-mailbox";
    private static final List<String> IRREVERSIBLE = List.of("end_sessions", "reset_password", "confirm_risk");
    private static final String MAILBOX = "anna@contoso.com";
    private static final String SNAPSHOT = "before the demo";

    private final Terminal terminal;
    private final Workbench workbench;

    @Mixin
    private final OutputOption output = new OutputOption();

    DemoCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    /** What the demo saw. */
    private record Seen(
            Map<String, @Nullable Object> quarantine, Map<String, @Nullable Object> undo, boolean good, String run) {}

    @Override
    public Integer call() {
        Start start = new Start(terminal, workbench, output.json());
        Settings settings = workbench.settings(null);
        Profile sandbox = workbench.shippedSandbox();
        EstateDescription description = workbench.describe(sandbox);
        try (Estate estate = workbench.estate(settings, description)) {
            estate.snapshot(SNAPSHOT);
            Start.Order order = new Start.Order(
                    settings,
                    sandbox,
                    RUNBOOK,
                    inputs(),
                    "1. Quarantine " + MAILBOX + ", a mailbox of the imaginary company " + estate.name()
                            + " (nothing real is touched)",
                    false,
                    List.of());
            Origin origin = new Origin(workbench.actor(), "the demo", null);
            Seen seen = start.with(order, origin, (ready, runbook) -> quarantineAndUndo(ready, start.lines()));
            return end(seen, estate.diff(SNAPSHOT), start.lines()).number();
        }
    }

    /** What cannot be taken back is left out: the demo shows that everything else comes back. */
    private static Map<String, RawInput> inputs() {
        Map<String, RawInput> inputs = new LinkedHashMap<>();
        inputs.put("mailbox", new RawInput.Texts(List.of(MAILBOX)));
        inputs.put("ticket", new RawInput.Texts(List.of("DEMO-1")));
        IRREVERSIBLE.forEach(option -> inputs.put(option, new RawInput.Texts(List.of("false"))));
        return inputs;
    }

    private Seen quarantineAndUndo(Start.Ready ready, PrintStream lines) {
        RunOutcome quarantine = ready.engine().run(ready.request(), ready.world());
        ready.display().settle();
        String run = quarantine.run();
        Map<String, @Nullable Object> first =
                RunEnd.document(new Standing(ready.journal()), RUNBOOK, "run", quarantine, ready.world());
        if (run == null) {
            throw Refusal.wrongFiles(quarantine.problems());
        }
        lines.println(Recap.line(RunView.of(ready.journal().read(run)).recap()));
        lines.println();
        lines.println("2. Verify that the journal is as it was written");
        Verdict verdict = new ChainVerifier().verify(ready.journal().chains(), null);
        lines.println(
                verdict.ok()
                        ? verdict.entries() + " entries, all as they were written"
                        : verdict.findings().toString());
        lines.println();
        lines.println("3. Take everything back, as it was before");
        UndoChoice all = new UndoChoice(List.of(), List.of(), List.of(), true, "ask");
        UndoRequest request = new UndoRequest(
                run, all, ready.request().origin(), ready.request().watch());
        RunOutcome undo = ready.engine().undo(request, ready.world());
        ready.display().settle();
        if (undo.run() != null) {
            lines.println(
                    Recap.line(RunView.of(ready.journal().read(undo.run())).recap()));
        }
        boolean good = quarantine.state().equals("succeeded") && undo.state().equals("succeeded") && verdict.ok();
        return new Seen(
                first, RunEnd.document(new Standing(ready.journal()), RUNBOOK, "undo", undo, ready.world()), good, run);
    }

    private ExitCode end(Seen seen, List<dev.runwright.estate.Difference> differences, PrintStream lines) {
        lines.println();
        lines.println("4. Compare the company with what it was before");
        differences.forEach(one -> lines.println(one.path() + " " + one.property() + ": "
                + Difference.text(one.before()) + " → " + Difference.text(one.after())));
        lines.println(differences.isEmpty() ? "no difference" : differences.size() + " differences");
        lines.println();
        lines.println("Look at it again:  runwright show " + seen.run() + "    runwright audit " + seen.run());
        if (output.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("quarantine", seen.quarantine());
            document.put("undo", seen.undo());
            document.put(
                    "difference", differences.stream().map(one -> one.fields()).toList());
            terminal.out().println(Json.write(document));
        }
        return seen.good() && differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
