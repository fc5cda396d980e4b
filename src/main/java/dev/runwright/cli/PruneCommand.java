package dev.runwright.cli;

import dev.runwright.journal.Journal;
import dev.runwright.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = {
            "Drop what is older than 'retention:' in the configuration: long outputs of ended runs that are not in force,",
            "and what rehearsals left behind or steps said beyond limits. Entries, hashes, readings and definitions stay."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  runwright prune --dry-run", "  runwright prune"})
final class PruneCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Workbench workbench;

    @Option(names = "--dry-run", description = "Only say what would be dropped.")
    private boolean dryRun;

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    PruneCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Settings settings = workbench.settings(profile.config());
        Retention retention = settings.retention();
        if (retention.outputs() == null && retention.events() == null) {
            throw Refusal.wrongCall(
                    "no_retention",
                    "The configuration says nothing of retention, so everything is kept. Add, for example,"
                            + " 'retention: {outputs: 90d, events: 30d}' to runwright.yaml.");
        }
        try (Journal journal = workbench.journal(settings)) {
            Pruning pruning = new Pruning(workbench, settings, journal);
            print(dryRun ? pruning.look() : pruning.drop());
        }
        return ExitCode.DONE.number();
    }

    private void print(Pruning.Old old) {
        if (output.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("dry_run", dryRun);
            document.put(
                    "outputs",
                    old.outputs().stream()
                            .map(one -> Map.of("run", one.run(), "digest", one.digest(), "characters", one.length()))
                            .toList());
            document.put("folders", old.folders().stream().map(Object::toString).toList());
            terminal.out().println(Json.write(document));
            return;
        }
        String word = dryRun ? "Would drop " : "Dropped ";
        old.outputs()
                .forEach(one -> terminal.out()
                        .println(word + "an output of run " + one.run() + " with " + one.length() + " characters."));
        old.folders().forEach(folder -> terminal.out().println(word + folder + "."));
        if (old.isNothing()) {
            terminal.out().println("Nothing is old enough to be dropped.");
        }
    }
}
