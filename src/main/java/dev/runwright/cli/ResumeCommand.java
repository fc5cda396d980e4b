package dev.runwright.cli;

import dev.runwright.engine.Definition;
import dev.runwright.engine.Origin;
import dev.runwright.engine.RunEngine;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.model.Input;
import dev.runwright.model.InputBinding;
import dev.runwright.model.InputType;
import dev.runwright.model.RawInput;
import dev.runwright.text.Position;
import dev.runwright.value.Secret;
import java.io.PrintStream;
import java.nio.file.Path;
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
        name = "resume",
        description =
                "Carry on a run that was left behind or stands still: finished steps are never run again, and what was under"
                        + " way is settled first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright resume last                          the newest run that has not ended",
            "  runwright resume 01JX --done close/send        a step whose outcome was not known was done",
            "  runwright resume 01JX -i pw=env:PASSWORD       a secret input, where it was not kept",
            "  runwright resume 01JX --with-new-definition --reason \"step 4 was wrong\""
        })
final class ResumeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Parameters(paramLabel = "RUN", description = "The run, or 'last' for the newest that has not ended.")
    private String run = "";

    @Mixin
    private final DecisionOptions decisions = new DecisionOptions();

    @Option(
            names = "--with-new-definition",
            description = "Go on with the runbook as the file is now, after showing what differs; needs --reason.")
    private boolean withNewDefinition;

    @Mixin
    private final InputArguments inputs = new InputArguments();

    @Mixin
    private final StartOptions start = new StartOptions();

    @Mixin
    private final CalendarOption calendar = new CalendarOption();

    @Mixin
    private final HoldOption hold = new HoldOption();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    ResumeCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Origin origin = calendar.of(start.origin(workbench));
        if (withNewDefinition && (origin.reason() == null || origin.reason().isBlank())) {
            throw Refusal.wrongCall("no_reason", "--with-new-definition needs a reason: add --reason TEXT.");
        }
        Settings settings = workbench.settings(profile.config());
        try (Journal journal = workbench.journal(settings)) {
            RunEngine engine = workbench.engine(settings, journal);
            LeftBehind.notice(engine, workbench, terminal);
            String id = RunNames.findOpen(journal, run);
            RunView view = RunView.of(decisions.isEmpty() ? journal.milestones(id) : journal.read(id));
            Resuming.refuseEnded(view);
            Profile chosen = Resuming.profile(settings, profile.profile(), view);
            Resuming.Terms terms = new Resuming.Terms(
                    chosen,
                    decisions.of(view),
                    definition(settings, chosen, journal, view),
                    secrets(new InputLookup(workbench, journal, chosen), view),
                    origin);
            return new Resuming(terminal, workbench, settings, journal, output.json())
                    .carryOn(engine, view, terms, hold.shift())
                    .number();
        }
    }

    /** The definition as it is on disk if that is wanted and differs; else null, with a note on what differs. */
    private @Nullable Definition definition(Settings settings, Profile chosen, Journal journal, RunView view) {
        PrintStream lines = output.json() ? terminal.err() : terminal.out();
        List<ChangedFiles.Changed> changed = ChangedFiles.of(journal, view);
        if (!withNewDefinition) {
            changed.forEach(one ->
                    lines.println(one.file() + " has changed since the run began; it goes on with its own copy."));
            return null;
        }
        if (changed.isEmpty()) {
            lines.println("No file of the run has changed; it goes on with its own copy.");
            return null;
        }
        Definition definition = new Definitions(
                        workbench.catalogue(settings), chosen, workbench.groovyCheck(), settings.runbooks())
                .load(Path.of(view.started().source()), terminal);
        changed.forEach(one -> {
            lines.println(one.file() + " has changed since the run began; it goes on with the new text,");
            LineDifference.print(one.kept(), one.now(), lines);
        });
        return definition;
    }

    /** The secret inputs that were given again. */
    private Map<String, Secret> secrets(InputLookup lookup, RunView view) {
        Map<String, RawInput> given = inputs.given();
        Map<String, String> known = view.started().secrets();
        for (String name : given.keySet()) {
            if (!known.containsKey(name)) {
                throw Refusal.wrongCall(
                        "not_a_secret",
                        "-i " + name + ": a run goes on with its own inputs; only secret ones are given again, and "
                                + (known.isEmpty()
                                        ? "it has none."
                                        : "it has: " + String.join(", ", known.keySet()) + "."));
            }
        }
        Position place = new Position(view.started().source(), 1, 1);
        List<Input> fields =
                given.keySet().stream().map(name -> secret(place, name)).toList();
        InputBinding.Bound bound = InputBinding.bind(place, fields, given, lookup);
        if (!bound.problems().isEmpty()) {
            throw Refusal.wrongFiles(bound.problems());
        }
        Map<String, Secret> secrets = new LinkedHashMap<>();
        bound.values().forEach((name, value) -> {
            if (value instanceof Secret secret) {
                secrets.put(name, secret);
            }
        });
        return secrets;
    }

    private static Input secret(Position place, String name) {
        return new Input(
                place, name, InputType.SECRET, null, null, null, null, null, List.of(), false, false, null, null);
    }
}
