package dev.runwright.engine;

import dev.runwright.journal.JournalEntry.FanOutListed;
import dev.runwright.journal.RunView;
import dev.runwright.journal.StepView;
import dev.runwright.model.GroupStep;
import dev.runwright.model.Step;
import dev.runwright.model.UndoRule;
import dev.runwright.value.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The step of the runbook that a path names, through groups and fan-outs. */
    Optional<Step> find(String path) {
        Stream<Step> level =
                Stream.concat(definition.runbook().steps().stream(), definition.runbook().always().stream());
        Optional<Step> found = Optional.empty();
        for (String part : path.split("/", -1)) {
            int bracket = part.indexOf('[');
            String label = bracket < 0 ? part : part.substring(0, bracket);
            found = level.filter(step -> step.head().label().equals(label)).findFirst();
            level = found.filter(GroupStep.class::isInstance).map(GroupStep.class::cast).stream()
                    .flatMap(group -> Stream.of(group.steps(), group.rescue(), group.always())
                            .flatMap(List::stream));
        }
        return found;
    }

    private Scope scope(String path, StepView step) {
        Map<String, @Nullable Object> names = new LinkedHashMap<>();
        names.put("inputs", view.started().inputs());
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
