package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.model.FanOut;
import dev.runwright.model.Runbook;
import dev.runwright.model.RunbookStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import dev.runwright.value.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run of the past with its definition: finds its steps again and what their expressions could see. */
final class PastRun {
    private final RunView view;
    private final Definition definition;

    PastRun(RunView view, Definition definition) {
        this.view = view;
        this.definition = definition;
    }

    RunView view() {
        return view;
    }

    Definition definition() {
        return definition;
    }

    /** The step at a path, as an undo needs it. */
    UndoneStep step(String path) {
        StepView step = view.steps().get(path);
        if (step == null) {
            throw new IllegalArgumentException("no step " + path);
        }
        Optional<Step> defined = find(path);
        UndoRule.Explicit rule = defined.map(s -> s.head().undo())
                .filter(UndoRule.Explicit.class::isInstance)
                .map(UndoRule.Explicit.class::cast)
                .orElse(null);
        return new UndoneStep(step, rule, scope(path, step));
    }

    /** The step that a path names: through groups, branches, fan-outs, what is done between waves, and called runbooks. */
    Optional<Step> find(String path) {
        Stream<Step> level = steps(definition.runbook());
        Optional<Step> found = Optional.empty();
        for (String part : path.split("/", -1)) {
            if (found.isPresent() && part.matches("after_wave_[0-9]+")) {
                continue;
            }
            int bracket = part.indexOf('[');
            String label = bracket < 0 ? part : part.substring(0, bracket);
            found = level.filter(step -> step.head().label().equals(label)).findFirst();
            level = found.stream().flatMap(this::below);
        }
        return found;
    }

    private static Stream<Step> steps(Runbook runbook) {
        return Stream.concat(runbook.steps().stream(), runbook.always().stream());
    }

    private Stream<Step> below(Step step) {
        FanOut foreach = step.head().foreach();
        Stream<Step> between = foreach == null ? Stream.empty() : foreach.betweenWaves().stream();
        Stream<Step> called =
                step instanceof RunbookStep call && definition.called().containsKey(call.runbook())
                        ? steps(definition.runbook(call.runbook()))
                        : Stream.empty();
        return Stream.of(step.inside().stream(), between, called).flatMap(Function.identity());
    }

    /** The inputs that a step sees: the run's, or those of the called runbook that it stands in. */
    private Map<String, @Nullable Object> inputs(String path) {
        Map<String, @Nullable Object> inputs = view.started().inputs();
        int longest = -1;
        for (StepView step : view.steps().values()) {
            if (step.called() != null
                    && path.startsWith(step.path() + "/")
                    && step.path().length() > longest) {
                inputs = step.called().inputs();
                longest = step.path().length();
            }
        }
        return inputs;
    }

    private Scope scope(String path, StepView step) {
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        names.put("inputs", inputs(path));
        names.put("steps", results(path));
        addItems(path, names);
        names.put("before", step.before() == null ? null : step.before().properties());
        names.put("output", output(step));
        return Scope.of(names, view.started().now());
    }

    private static @Nullable Object output(StepView step) {
        if (step.ended() != null && step.ended().output() != null) {
            return step.ended().output();
        }
        return step.after() == null || !step.after().exists()
                ? null
                : step.after().properties();
    }

    private void addItems(String path, Map<String, @Nullable Object> names) {
        for (FanOutListed listed : view.fanOuts().values()) {
            for (int i = 0; i < listed.keys().size(); i++) {
                String item =
                        listed.path() + "[" + new FanOutItems.Item(listed.keys().get(i), null).escapedKey() + "]";
                if (path.equals(item) || path.startsWith(item + "/")) {
                    String as = find(listed.path())
                            .map(step -> step.head().foreach())
                            .map(foreach -> foreach.as())
                            .orElse("item");
                    names.put(as, listed.items().get(i));
                }
            }
        }
    }

    /** What the steps gave, by id; inside an iteration its own steps come before others. */
    private Map<String, @Nullable Object> results(String path) {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        List<StepView> steps = new ArrayList<>(view.steps().values());
        steps.sort(java.util.Comparator.comparingInt(step -> shared(step.path(), path)));
        for (StepView step : steps) {
            String part = step.path().substring(step.path().lastIndexOf('/') + 1);
            if (!part.contains("[")) {
                results.put(part, data(step));
            }
        }
        return results;
    }

    private static int shared(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return i;
            }
        }
        return length;
    }

    private static Map<String, @Nullable Object> data(StepView step) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("state", step.state());
        data.put("output", output(step));
        data.put("before", step.before() == null ? null : step.before().properties());
        data.put("after", step.after() == null ? null : step.after().properties());
        data.put(
                "exit",
                step.ended() == null || step.ended().exit() == null
                        ? null
                        : (long) step.ended().exit());
        return data;
    }
}
