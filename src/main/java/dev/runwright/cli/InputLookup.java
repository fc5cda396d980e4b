package dev.runwright.cli;

import dev.runwright.engine.Standing;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.model.InputSources;
import dev.runwright.text.RunwrightException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets and earlier runs that inputs point at. */
final class InputLookup implements InputSources {
    private final Workbench workbench;
    private final Journal journal;
    private final Profile profile;

    InputLookup(Workbench workbench, Journal journal, Profile profile) {
        this.workbench = workbench;
        this.journal = journal;
        this.profile = profile;
    }

    @Override
    public Optional<String> secret(String kind, String name) {
        return workbench.secret(profile, kind, name);
    }

    @Override
    public FoundRun run(String id, @Nullable String runbook) {
        Standing standing = new Standing(journal);
        Optional<RunView> newest = runbook == null ? newest(standing) : standing.newestInForce(runbook);
        if (id.equals("last")) {
            return newest.map(run -> found(run, standing))
                    .orElseGet(
                            () -> refused("no run of " + (runbook == null ? "any runbook" : runbook) + " is in force"));
        }
        try {
            RunView run = standing.view(RunNames.find(journal, id));
            if (runbook != null && !run.started().runbook().equals(runbook)) {
                return refused("it is a run of " + run.started().runbook() + ", not of " + runbook);
            }
            return standing.inForce(run)
                    ? found(run, standing)
                    : refused(whyNot(run, standing) + inForce(newest.orElse(null)));
        } catch (RunwrightException e) {
            return refused(e.sentence());
        }
    }

    private static Optional<RunView> newest(Standing standing) {
        return standing.newestFirst().filter(standing::inForce).findFirst();
    }

    private static String whyNot(RunView run, Standing standing) {
        return standing.state(run).equals("undone") ? "it is undone already" : "it has changed nothing";
    }

    private static String inForce(@Nullable RunView other) {
        return other == null ? "; none is in force" : "; in force is " + other.run();
    }

    private static FoundRun refused(String why) {
        return new FoundRun(null, why);
    }

    private static FoundRun found(RunView run, Standing standing) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", run.run());
        fields.put("inputs", run.started().inputs());
        fields.put("outputs", run.end() == null ? Map.of() : run.end().outputs());
        fields.put("state", standing.state(run));
        fields.put("started", run.begun().toString());
        return new FoundRun(fields, null);
    }
}
