package dev.runwright.check;

import dev.runwright.model.FanOut;
import dev.runwright.model.GroupStep;
import dev.runwright.model.Input;
import dev.runwright.model.InputType;
import dev.runwright.model.ParallelStep;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import dev.runwright.text.DidYouMean;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every name that an expression reads must be there when it is read (design 2.7). Used once. */
final class ReferenceRules {
    private static final Set<String> RUN = Set.of("id", "inputs", "outputs", "state", "started");
    private static final Set<String> STEP = Set.of(
            "state", "output", "error", "before", "after", "attempts", "exit", "exit_meaning", "stderr", "results");
    private static final Set<String> ERROR = Set.of("step", "class", "message", "position", "output");

    private final Runbook runbook;
    private final CalledRunbooks called;
    private final Map<String, Input> inputs;
    private final StepIndex index;
    private final SurroundingRules surroundings;
    private final Problems problems;
    private final Set<String> past = new HashSet<>();
    private final Set<String> beside = new HashSet<>();

    ReferenceRules(
            Runbook runbook, CalledRunbooks called, StepIndex index, SurroundingRules surroundings, Problems problems) {
        this.runbook = runbook;
        this.called = called;
        this.inputs = new KnownInputs(runbook).byName();
        this.index = index;
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /** The names besides {@code inputs} and {@code steps} that can be read at a place. */
    private record Names(Set<String> names, boolean steps, List<Step> fanOuts) {
        Names and(String name) {
            Set<String> more = new HashSet<>(names);
            more.add(name);
            return new Names(more, steps, fanOuts);
        }

        Names inside(Step fanOut, String element) {
            List<Step> more = new ArrayList<>(fanOuts);
            more.add(fanOut);
            return new Names(and(element).names, steps, more);
        }

        boolean isInside(Step fanOut) {
            return fanOuts.stream().anyMatch(one -> one == fanOut);
        }
    }

    void check() {
        Names before = new Names(SurroundingRules.NAMES, false, List.of());
        for (Runbook.Check check : runbook.checks()) {
            expression(check.that(), before);
            template(check.otherwise(), before);
        }
        if (runbook.lock() != null) {
            template(runbook.lock().name(), before);
        }
        Names within = new Names(SurroundingRules.NAMES, true, List.of());
        steps(runbook.steps(), within);
        steps(runbook.always(), within);
        runbook.outputs().values().forEach(output -> template(output, within));
    }

    private void steps(List<Step> steps, Names names) {
        for (Step step : steps) {
            step(step, names);
            if (step.head().id() != null) {
                past.add(step.head().id());
            }
        }
    }

    private void step(Step step, Names names) {
        FanOut foreach = step.head().foreach();
        if (foreach != null && names.names().contains(foreach.as())) {
            problems.error(
                    foreach.position(),
                    "name_taken",
                    "'" + foreach.as() + "' is the name of an element already.",
                    "Say 'as' with another name.");
        }
        Names inside = foreach == null ? names : names.inside(step, foreach.as());
        for (Places.Place place : Places.of(step)) {
            Names here = place.perElement() ? inside : names;
            template(place.template(), replies(place.key(), here));
        }
        if (step instanceof GroupStep group) {
            steps(group.steps(), inside);
            steps(group.rescue(), inside.and("error"));
            steps(group.always(), inside);
        } else if (step instanceof ParallelStep parallel) {
            branches(parallel, inside);
        } else {
            steps(step.inside(), inside);
        }
        if (foreach != null && !foreach.betweenWaves().isEmpty()) {
            if (step.head().id() != null) {
                past.add(step.head().id());
            }
            steps(foreach.betweenWaves(), names);
        }
        if (step.head().undo() instanceof UndoRule.Explicit explicit) {
            Set<String> outside = Set.copyOf(past);
            steps(explicit.steps(), inside.and("output").and("before"));
            past.retainAll(outside);
        }
    }

    /** What is visible besides where an attempt's reply is judged. */
    private static Names replies(String key, Names names) {
        return switch (key) {
            case "ok_when", "until" -> names.and("output").and("exit").and("error");
            case Places.WAIT_FOR_READING -> names.and("output");
            default -> names;
        };
    }

    /** No branch sees another one. */
    private void branches(ParallelStep parallel, Names names) {
        Set<String> before = Set.copyOf(past);
        Set<String> outside = Set.copyOf(beside);
        Set<String> after = new HashSet<>();
        for (Step branch : parallel.branches()) {
            parallel.branches().stream().filter(other -> other != branch).forEach(other -> ids(other, beside));
            steps(List.of(branch), names);
            after.addAll(past);
            past.retainAll(before);
            beside.retainAll(outside);
        }
        past.addAll(after);
    }

    private static void ids(Step step, Set<String> ids) {
        if (step.head().id() != null) {
            ids.add(step.head().id());
        }
        step.inside().forEach(inner -> ids(inner, ids));
    }

    private void template(Template template, Names names) {
        template.expressions().forEach(expression -> expression(expression, names));
    }

    private void expression(Expression expression, Names names) {
        for (List<String> path : expression.paths().stream().distinct().toList()) {
            switch (path.get(0)) {
                case "inputs" -> input(expression, path);
                case "steps" -> step(expression, path, names);
                default -> name(expression, path, names);
            }
        }
    }

    private void input(Expression expression, List<String> path) {
        if (path.size() < 2) {
            return;
        }
        Input input = inputs.get(path.get(1));
        if (input == null) {
            String hint = DidYouMean.hint(path.get(1), inputs.keySet());
            error(
                    expression,
                    "unknown_input",
                    "There is no input '" + path.get(1) + "'.",
                    hint.isEmpty() ? known("Inputs", inputs.keySet()) : hint);
        } else if (input.type() == InputType.RUN && path.size() > 2 && !RUN.contains(path.get(2))) {
            error(
                    expression,
                    "unknown_field",
                    "A run has no '" + path.get(2) + "'.",
                    known("It has", new TreeSet<>(RUN)));
        }
    }

    private void name(Expression expression, List<String> path, Names names) {
        String name = path.get(0);
        if (!names.names().contains(name)) {
            Set<String> known = new TreeSet<>(names.names());
            known.add("inputs");
            if (names.steps()) {
                known.add("steps");
            }
            String near = DidYouMean.hint(name, known);
            String hint = near.isEmpty() ? known("Known are", known) : near;
            error(expression, "unknown_name", "There is nothing called '" + name + "' here.", hint);
        } else if (SurroundingRules.NAMES.contains(name)) {
            surroundings.check(expression, path);
        } else if (name.equals("error") && path.size() > 1 && !ERROR.contains(path.get(1))) {
            error(
                    expression,
                    "unknown_field",
                    "An error has no '" + path.get(1) + "'.",
                    known("It has", new TreeSet<>(ERROR)));
        }
    }

    private void step(Expression expression, List<String> path, Names names) {
        if (!names.steps()) {
            error(expression, "no_steps_yet", "No step has run when this is read; only 'inputs' can be used here.", "");
            return;
        }
        if (path.size() < 2) {
            return;
        }
        String id = path.get(1);
        Optional<Step> step = index.find(id);
        if (step.isEmpty()) {
            String hint = DidYouMean.hint(id, index.ids());
            error(
                    expression,
                    "unknown_step",
                    "There is no step with the id '" + id + "'.",
                    hint.isEmpty() ? known("Ids are", new TreeSet<>(index.ids())) : hint);
        } else if (beside.contains(id)) {
            error(
                    expression,
                    "other_branch",
                    "The step '" + id + "' stands in another branch of the same 'parallel'.",
                    "Read it after the 'parallel'.");
        } else if (!past.contains(id)) {
            error(
                    expression,
                    "later_step",
                    "The step '" + id + "' has not run yet when this is read.",
                    "A step can read the steps before it.");
        } else {
            field(expression, path, step.get(), names);
        }
    }

    private void field(Expression expression, List<String> path, Step step, Names names) {
        Optional<Step> fanOut = index.fanOutAround(step);
        if (fanOut.isPresent() && !names.isInside(fanOut.get())) {
            String group = fanOut.get().head().label();
            error(
                    expression,
                    "inside_fan_out",
                    "The step '" + path.get(1) + "' runs once for each element of '" + group
                            + "' and cannot be read by its id outside it.",
                    "Read steps." + group + ".results[KEY].steps." + path.get(1) + ".");
            return;
        }
        if (path.size() > 2 && !STEP.contains(path.get(2))) {
            String hint = DidYouMean.hint(path.get(2), STEP);
            error(
                    expression,
                    "unknown_field",
                    "A step has no '" + path.get(2) + "'.",
                    hint.isEmpty() ? known("It has", new TreeSet<>(STEP)) : hint);
        } else if (path.size() > 2
                && path.get(2).equals("results")
                && step.head().foreach() == null) {
            error(
                    expression,
                    "unknown_field",
                    "Only a step with 'foreach' has 'results'; '" + path.get(1) + "' has none.",
                    "");
        } else {
            output(expression, path, step);
        }
    }

    private void output(Expression expression, List<String> path, Step step) {
        Runbook runbook = CallRules.lackingOutput(step, path, called);
        if (runbook != null) {
            Set<String> outputs = new TreeSet<>(runbook.outputs().keySet());
            String hint = DidYouMean.hint(path.get(3), outputs);
            error(
                    expression,
                    "unknown_output",
                    "The runbook '" + runbook.name() + "' gives no output '" + path.get(3) + "'.",
                    hint.isEmpty() ? known("Its outputs are", outputs) : hint);
        }
    }

    private static String known(String start, Set<String> words) {
        return words.isEmpty() ? "" : start + ": " + String.join(", ", words) + ".";
    }

    private void error(Expression expression, String code, String message, String hint) {
        problems.error(expression.position(), code, message, hint.isEmpty() ? null : hint);
    }
}
