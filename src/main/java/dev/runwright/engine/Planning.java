package dev.runwright.engine;

import dev.runwright.journal.RunView;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Problem;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Expression;
import dev.runwright.value.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is looked at before anything runs: whether a world can run a runbook, and what it would change there. */
record Planning(World world, RunRequest.Watch watch) {
    /**
     * Refuses what this world cannot run. A step whose {@code when} this world alone makes false is never reached.
     *
     * @throws RefusedException with all that is in the way
     */
    static void refuse(Definition definition, World world) {
        List<Problem> refused = new ArrayList<>();
        Map<String, @Nullable Object> facts = facts(world);
        StepTree.of(definition, step -> !isOff(step, facts))
                .forEach(step -> world.refusal(step)
                        .ifPresent(why -> refused.add(Problem.error(step.position(), "cannot_rehearse", why, null))));
        if (!refused.isEmpty()) {
            throw RefusedException.cannotRehearse(refused);
        }
        Approvers.refuseStrangers(world.policy(), StepTree.of(definition));
    }

    private static boolean isOff(Step step, Map<String, @Nullable Object> facts) {
        Expression when = step.head().when();
        try {
            return when != null && Boolean.FALSE.equals(when.evaluate(Scope.of(facts, Instant.EPOCH)));
        } catch (EvaluationException e) {
            return false; // it asks for more than the world
        }
    }

    private static Map<String, @Nullable Object> facts(World world) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("connections", world.connections());
        facts.put("policy", world.policy().facts());
        return facts;
    }

    /** The plan of a whole run. */
    Plan of(RunRequest request, Instant now, Planner.Past past) {
        Runbook runbook = request.definition().runbook();
        Map<String, @Nullable Object> names = names(request.inputs(), world, null);
        List<Problem> problems = new ArrayList<>();
        Checks.of(runbook, Scope.of(names, now), world.profile(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw RefusedException.checks(problems);
        }
        refuse(request.definition(), world);
        ChosenKeys chosen = ChosenKeys.of(request.definition(), request.only(), Scope.of(names, now));
        chosen.refuseStrangers();
        Planner planner = new Planner(request, chosen, world, state(request.definition()), past);
        Frame frame = Frame.top(names, expected(runbook), now);
        String problem = planner.all(runbook.steps(), frame);
        String last = planner.all(runbook.always(), frame);
        return new Plan(runbook.name(), planner.steps(), problem == null ? last : problem, problems);
    }

    /** The plan of what a run under way would still do: what has ended is behind it, and an open question counts as answered. */
    Plan ahead(RunRequest request, RunView run, Planner.Past past) {
        Runbook runbook = request.definition().runbook();
        Map<String, @Nullable Object> names = names(request.inputs(), world, run.run());
        Instant now = run.started().now();
        ChosenKeys chosen = ChosenKeys.of(request.definition(), request.only(), Scope.of(names, now));
        Planner planner = new Planner(request, chosen, world, state(request.definition()), past);
        Frame frame = Frame.top(names, expected(runbook), now);
        String problem = planner.all(runbook.steps(), frame);
        String last = planner.all(runbook.always(), frame);
        return new Plan(runbook.name(), planner.steps(), problem == null ? last : problem, List.of());
    }

    /** The state of this world as far as it is read. */
    PlannedState state(Definition definition) {
        Forms forms = new Forms(new Recipients(world.cmdlets(), attempt(), Connections.EXCHANGE));
        StateReader reader = new StateReader(world.cmdlets(), definition.catalogue(), forms);
        return new PlannedState(
                definition.catalogue(),
                reader,
                new StateSpecs(definition.catalogue(), world.rehearsed()),
                Protection.of(world, forms.recipients()));
    }

    Attempt attempt() {
        return new Attempt(Duration.ofMinutes(2), watch.cancellation(), Events.NONE);
    }

    /** Results in which no step has been reached yet. */
    static StepResults expected(Runbook runbook) {
        StepResults results = new StepResults();
        StepTree.of(runbook).stream()
                .map(step -> step.head().id())
                .filter(java.util.Objects::nonNull)
                .forEach(results::expect);
        return results;
    }

    /** What the expressions of a runbook see besides its steps. */
    static Map<String, @Nullable Object> names(
            Map<String, @Nullable Object> inputs, World world, @Nullable String run) {
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        names.put("inputs", inputs);
        names.putAll(facts(world));
        names.put("steps", Map.of());
        if (run != null) {
            names.put("run", Map.of("id", run, "rehearsed", world.rehearsed()));
        }
        return names;
    }
}
