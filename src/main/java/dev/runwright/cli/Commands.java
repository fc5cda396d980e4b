package dev.runwright.cli;

import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.engine.Definition;
import dev.runwright.engine.StepTree;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.model.GraphCommand;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which PowerShell commands a run may call: those that its own snapshot names, and the one that resolves recipients. Stateless. */
final class Commands {
    private static final String RESOLVES_RECIPIENTS = "Get-Recipient";

    private Commands() {}

    /** The commands of a runbook that is about to run, with their readings and inverses. */
    static Set<String> of(Definition definition) {
        Set<String> named = StepTree.cmdlets(definition);
        Set<String> commands = ofSnapshot(definition.catalogue().snapshot(named));
        commands.addAll(named);
        commands.removeIf(GraphCommand::isGraph);
        return commands;
    }

    /** The commands that an earlier run's snapshot names. */
    static Set<String> ofRun(Journal journal, RunView run) {
        return ofSnapshot(journal.kept(run.started().catalogue()).orElse(""));
    }

    /** The commands of the runs that inputs of type run stand for: an {@code undo_run} step may need them. */
    static Set<String> ofRunsIn(Map<String, @Nullable Object> inputs, Journal journal) {
        Set<String> commands = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Object value : inputs.values()) {
            if (value instanceof Map<?, ?> run && run.get("id") instanceof String id && run.containsKey("started")) {
                commands.addAll(ofRun(journal, RunView.of(journal.milestones(id))));
            }
        }
        return commands;
    }

    private static Set<String> ofSnapshot(String snapshot) {
        Set<String> commands = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        commands.add(RESOLVES_RECIPIENTS);
        if (!snapshot.isEmpty()) {
            commands.addAll(CatalogueFiles.ofSnapshot(snapshot).names());
            commands.removeIf(GraphCommand::isGraph);
        }
        return commands;
    }
}
