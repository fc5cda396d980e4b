package dev.runwright.engine;

import dev.runwright.value.Data;
import dev.runwright.value.Json;
import dev.runwright.value.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan as the text that is kept beside a question, and what differs between two. Stateless. */
public final class KeptPlan {
    private KeptPlan() {}

    /**
     * The text of a plan; its values as they are shown to people, without secrets.
     *
     * @param basis the digest of what the run goes by
     */
    static String write(Plan plan, String basis, Redactor redactor) {
        Map<String, @Nullable Object> text = new LinkedHashMap<>();
        text.put("runbook", plan.runbook());
        text.put("basis", basis);
        text.put("problem", plan.problem());
        text.put(
                "steps", plan.steps().stream().map(step -> step(step, redactor)).toList());
        return Json.write(text);
    }

    private static Map<String, @Nullable Object> step(Plan.Step step, Redactor redactor) {
        Map<String, @Nullable Object> text = new LinkedHashMap<>();
        text.put("path", step.path());
        text.put("kind", step.kind());
        text.put("state", step.state());
        text.put("call", redactor.redact(step.call()));
        text.put("effect", step.effect());
        List<Object> differences = new ArrayList<>();
        for (Plan.Difference one : step.differences()) {
            Map<String, @Nullable Object> difference = new LinkedHashMap<>();
            difference.put("property", one.property());
            difference.put("before", plain(redactor.redact(one.before())));
            difference.put("after", plain(redactor.redact(one.after())));
            differences.add(difference);
        }
        text.put("differences", differences);
        text.put("known", step.known().name());
        text.put("notes", step.notes());
        text.put("irreversible", step.irreversible());
        return text;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof String) {
            return value;
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return CallText.literal(value);
    }

    /** The digest of what the run went by when a text was made; empty in one without. */
    static String basis(String text) {
        return String.valueOf(Json.readObject(text).getOrDefault("basis", ""));
    }

    /** The plan of a text that {@link #write} made. */
    public static Plan read(String text) {
        Map<String, @Nullable Object> plan = Json.readObject(text);
        List<Plan.Step> steps = Data.list(plan.get("steps")).stream()
                .map(step -> step(Data.map(step)))
                .toList();
        return new Plan(String.valueOf(plan.get("runbook")), steps, Data.text(plan.get("problem")), List.of());
    }

    private static Plan.Step step(Map<String, @Nullable Object> step) {
        List<Plan.Difference> differences = Data.list(step.get("differences")).stream()
                .map(Data::map)
                .map(one ->
                        new Plan.Difference(String.valueOf(one.get("property")), one.get("before"), one.get("after")))
                .toList();
        return new Plan.Step(
                String.valueOf(step.get("path")),
                String.valueOf(step.get("kind")),
                String.valueOf(step.get("state")),
                String.valueOf(step.get("call")),
                String.valueOf(step.get("effect")),
                differences,
                Plan.Known.valueOf(String.valueOf(step.get("known"))),
                Data.texts(step.get("notes")),
                Boolean.TRUE.equals(step.get("irreversible")));
    }

    /**
     * What differs, one sentence each; empty if both plans do the same.
     *
     * @param begun paths that the run has begun since, as was planned
     */
    static List<String> differences(Plan before, Plan now, Set<String> begun) {
        Map<String, Plan.Step> old = byPath(before);
        Map<String, Plan.Step> fresh = byPath(now);
        List<String> sentences = new ArrayList<>();
        old.forEach((path, step) -> {
            Plan.Step other = fresh.get(path);
            if (begun.contains(path)) {
                return;
            }
            if (other == null) {
                sentences.add(path + ": was to be done, now it is not reached");
            } else {
                add(step, other, sentences);
            }
        });
        fresh.forEach((path, step) -> {
            if (!old.containsKey(path)) {
                sentences.add(path + ": was not reached, now " + step.call());
            }
        });
        if (!Objects.equals(before.problem(), now.problem())) {
            sentences.add("the run was to " + end(before.problem()) + ", now to " + end(now.problem()));
        }
        return sentences;
    }

    private static String end(@Nullable String problem) {
        return problem == null ? "go through" : "stop: " + problem;
    }

    private static Map<String, Plan.Step> byPath(Plan plan) {
        Map<String, Plan.Step> steps = new LinkedHashMap<>();
        plan.steps().forEach(step -> steps.put(step.path(), step));
        return steps;
    }

    private static void add(Plan.Step before, Plan.Step now, List<String> sentences) {
        if (!before.call().equals(now.call())) {
            sentences.add(before.path() + ": the call was " + before.call() + ", now " + now.call());
        }
        Map<String, String> old = changes(before);
        Map<String, String> fresh = changes(now);
        old.forEach((property, change) -> {
            if (!change.equals(fresh.get(property))) {
                sentences.add(before.path() + ": " + property + " was " + change + ", now "
                        + fresh.getOrDefault(property, "as wanted already"));
            }
        });
        fresh.forEach((property, change) -> {
            if (!old.containsKey(property)) {
                sentences.add(before.path() + ": " + property + " was as wanted already, now " + change);
            }
        });
        if (old.equals(fresh) && !before.state().equals(now.state())) {
            sentences.add(before.path() + ": was to end " + before.state() + ", now " + now.state());
        }
    }

    private static Map<String, String> changes(Plan.Step step) {
        Map<String, String> changes = new LinkedHashMap<>();
        step.differences().forEach(one -> changes.put(one.property(), text(one.before()) + " -> " + text(one.after())));
        return changes;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String ? CallText.literal(value) : String.valueOf(value);
    }
}
