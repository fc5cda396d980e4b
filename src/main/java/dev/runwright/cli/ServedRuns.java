package dev.runwright.cli;

import dev.runwright.engine.Definition;
import dev.runwright.engine.Origin;
import dev.runwright.engine.ResumeRequest;
import dev.runwright.engine.RunEngine;
import dev.runwright.engine.RunOutcome;
import dev.runwright.engine.RunRequest;
import dev.runwright.engine.RunRequest.Watch;
import dev.runwright.engine.World;
import dev.runwright.journal.Journal;
import dev.runwright.journal.LockedException;
import dev.runwright.journal.RunView;
import dev.runwright.model.InputBinding;
import dev.runwright.model.PlacedText;
import dev.runwright.model.Schedule;
import dev.runwright.serve.Order;
import dev.runwright.serve.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drives runs for the service as the commands do, over one journal; what they print for people is logged. Thread-safe. */
record ServedRuns(Terminal terminal, Workbench workbench, Settings settings, Journal journal, RunEngine engine)
        implements Runs {
    @Override
    public String actor() {
        return workbench.actor();
    }

    @Override
    public Optional<RunOutcome> begin(Order order, Watch watch) {
        Schedule schedule = order.schedule();
        PlacedText named = schedule.profile();
        Profile profile = settings.chosen(named == null ? null : named.text());
        Definition definition = new Definitions(
                        workbench.catalogue(settings), profile, workbench.groovyCheck(), settings.runbooks())
                .load(file(schedule), terminal);
        Map<String, @Nullable Object> inputs = inputs(definition, schedule, profile);
        Set<String> commands = Commands.of(definition);
        commands.addAll(Commands.ofRunsIn(inputs, journal));
        Origin origin = new Origin(actor(), "schedule " + schedule.name(), null, order.occasion(), order.question());
        try (World world = workbench.world(settings, profile, commands)) {
            boolean approvals = world.policy().approvals();
            RunRequest request = new RunRequest(definition, inputs, origin, watch, approvals, List.of());
            RunOutcome outcome = engine.run(Objects.requireNonNull(order.run()), request, world);
            if (outcome.run() == null) {
                throw Refusal.wrongFiles(outcome.problems());
            }
            tell(profile, outcome);
            return Optional.of(outcome);
        } catch (LockedException e) {
            if (definition.runbook().lock() != null
                    && definition.runbook().lock().waits()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A name is looked up, a path stands beside the schedule. */
    private Path file(Schedule schedule) {
        String runbook = schedule.runbook().text();
        boolean path = runbook.contains("/") || runbook.contains("\\") || runbook.endsWith(".yaml");
        return RunbookFiles.find(path ? schedule.folder().resolve(runbook).toString() : runbook, settings.runbooks());
    }

    private Map<String, @Nullable Object> inputs(Definition definition, Schedule schedule, Profile profile) {
        InputBinding.Bound bound = InputBinding.bind(
                definition.runbook(), schedule.inputs(), new InputLookup(workbench, journal, profile));
        if (!bound.problems().isEmpty()) {
            throw Refusal.wrongFiles(bound.problems());
        }
        return bound.values();
    }

    @Override
    public RunOutcome carryOn(String run, Watch watch) {
        RunView view = RunView.of(journal.milestones(run));
        Profile profile = Resuming.profile(settings, null, view);
        Set<String> commands = Commands.ofRun(journal, view);
        commands.addAll(Commands.ofRunsIn(view.started().inputs(), journal));
        try (World world = workbench.world(settings, profile, commands)) {
            Origin origin = new Origin(actor(), null, null);
            RunOutcome outcome = engine.resume(new ResumeRequest(run, List.of(), null, Map.of(), origin, watch), world);
            tell(profile, outcome);
            return outcome;
        }
    }

    private void tell(Profile profile, RunOutcome outcome) {
        if (outcome.run() != null) {
            new Reports(terminal, settings, journal).write(outcome.run());
        }
        new Notices(terminal, workbench).tell(profile, journal, outcome);
    }
}
