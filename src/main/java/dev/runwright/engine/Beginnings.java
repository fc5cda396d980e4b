package dev.runwright.engine;

import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.journal.Journal;
import dev.runwright.journal.JournalEntry.Pinned;
import dev.runwright.journal.JournalEntry.RunStarted;
import dev.runwright.journal.RunView;
import dev.runwright.model.Runbook;
import dev.runwright.value.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a run begins with: everything that it goes by is kept, so that it can go on without the files. */
record Beginnings(Journal journal, RunIdentity identity) {
    /**
     * What one run begins with.
     *
     * @param mode {@code run} or {@code undo}
     * @param parent the run that it undoes; null for none
     * @param choice of an undo; empty for other runs
     */
    record Beginning(
            String mode,
            RunRequest request,
            List<String> locks,
            Instant now,
            @Nullable String parent,
            Map<String, @Nullable Object> choice) {}

    RunStarted first(Beginning beginning, World world) {
        RunRequest request = beginning.request();
        Definition definition = request.definition();
        Runbook runbook = definition.runbook();
        return new RunStarted(
                beginning.mode(),
                runbook.name(),
                runbook.source().name(),
                journal.keep(runbook.source().text()),
                files(definition.scripts()),
                journal.keep(definition.catalogue().snapshot(cmdlets(definition, request.inputs()))),
                request.inputs(),
                fingerprints(request.inputs()),
                beginning.now(),
                beginning.parent(),
                world.profile(),
                world.name(),
                world.rehearsed(),
                request.origin().actor(),
                request.origin().reason(),
                request.origin().ticket(),
                beginning.locks(),
                identity.process(),
                identity.version(),
                pinned(definition),
                request.approvals(),
                request.only(),
                beginning.choice(),
                request.origin().occasion(),
                request.origin().question());
    }

    /** What the runbook calls, and what the runs called that it is given to take back: an undo of this run needs their facts too. */
    private Set<String> cmdlets(Definition definition, Map<String, @Nullable Object> inputs) {
        Set<String> cmdlets = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        cmdlets.addAll(StepTree.cmdlets(definition));
        for (Object value : inputs.values()) {
            if (value instanceof Map<?, ?> run && run.get("id") instanceof String id && run.containsKey("started")) {
                RunStarted past = RunView.of(journal.milestones(id)).started();
                journal.kept(past.catalogue())
                        .ifPresent(kept ->
                                cmdlets.addAll(CatalogueFiles.ofSnapshot(kept).names()));
            }
        }
        return cmdlets;
    }

    Map<String, String> files(Map<String, String> scripts) {
        Map<String, String> files = new LinkedHashMap<>();
        scripts.forEach((name, text) -> files.put(name, journal.keep(text)));
        return files;
    }

    List<Pinned> pinned(Definition definition) {
        return definition.called().values().stream()
                .map(called -> new Pinned(
                        called.runbook().name(),
                        called.runbook().source().name(),
                        journal.keep(called.runbook().source().text()),
                        files(called.scripts())))
                .toList();
    }

    /** Secret inputs by name to their keyed fingerprints. */
    Map<String, String> fingerprints(Map<String, @Nullable Object> inputs) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        inputs.forEach((name, value) -> {
            if (value instanceof Secret secret) {
                fingerprints.put(name, identity.fingerprint().apply(secret.reveal()));
            }
        });
        return fingerprints;
    }
}
