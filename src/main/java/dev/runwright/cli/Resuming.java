package dev.runwright.cli;

import dev.runwright.display.RunDisplay;
import dev.runwright.engine.Definition;
import dev.runwright.engine.Origin;
import dev.runwright.engine.RefusedException;
import dev.runwright.engine.ResumeRequest;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest.Watch;
import dev.runwright.engine.Shift;
import dev.runwright.engine.World;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunView;
import dev.runwright.value.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries a run on and prints how it goes and ends, the same way for every command that does so. */
record Resuming(Terminal terminal, Workbench workbench, Settings settings, Journal journal, boolean json) {
    /**
     * What a run goes on with.
     *
     * @param definition another definition; null for the run's own
     */
    record Terms(
            Profile profile,
            List<ResumeRequest.Decision> decisions,
            @Nullable Definition definition,
            Map<String, Secret> secrets,
            Origin origin) {}

    /** Refuses a run that has ended. */
    static void refuseEnded(RunView run) {
        if (run.end() != null) {
            throw RefusedException.ended(run.run(), run.end().state());
        }
    }

    /** The profile that a run was begun in, unless another one is named. */
    static Profile profile(Settings settings, @Nullable String named, RunView run) {
        return settings.profile(named == null ? run.started().profile() : named);
    }

    ExitCode carryOn(RunEngine engine, RunView run, Terms terms, Shift shift) {
        Set<String> commands = Commands.ofRun(journal, run);
        commands.addAll(Commands.ofRunsIn(run.started().inputs(), journal));
        if (terms.definition() != null) {
            commands.addAll(Commands.of(terms.definition()));
        }
        try (Interruption interruption = workbench.interruption();
                World world = workbench.world(settings, terms.profile(), commands);
                RunDisplay display = workbench.display(terminal, json)) {
            interruption.tell(display::say);
            ResumeRequest request = new ResumeRequest(
                    run.run(),
                    terms.decisions(),
                    terms.definition(),
                    terms.secrets(),
                    terms.origin(),
                    new Watch(display, interruption.cancellation(), shift));
            RunOutcome outcome = engine.resume(request, world);
            display.settle();
            ExitCode code = new RunEnd(terminal, json)
                    .print(journal, run.started().runbook(), run.started().mode(), outcome, world);
            new Reports(terminal, settings, journal).write(run.run());
            new Notices(terminal, workbench).tell(terms.profile(), journal, outcome);
            return code;
        }
    }
}
