package dev.runwright.engine;

import dev.runwright.text.Problem;
import dev.runwright.value.Digest;
import dev.runwright.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do now (design 3.3). Immutable.
 *
 * @param problem why the run would stop after the last step shown; null if it would not
 * @param warnings of the runbook's checks
 */
public record Plan(
        String runbook, List<Step> steps, @Nullable String problem, List<Problem> warnings) {
    /** Copies the lists. */
    public Plan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** How sure a plan is of a step. */
    public enum Known {
        /** Seen now. */
        NOW,
        /** Needs what an earlier change will give. */
        AFTER_APPLY,
        /** Nothing reads what it changes. */
        NEVER;

        /** As written in documents. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A step, or one item of a fan-out.
     *
     * @param state what it would end as: {@code ok changed unchanged skipped failed}, or {@code undetermined}
     * @param call the redacted call
     * @param effect {@code read change final}
     * @param differences what it would change
     * @param notes what is lost, not read, or not sure, one sentence each
     * @param irreversible whether nothing takes it back
     */
    public record Step(
            String path,
            String kind,
            String state,
            String call,
            String effect,
            List<Difference> differences,
            Known known,
            List<String> notes,
            boolean irreversible) {
        /** Copies the lists. */
        public Step {
            differences = List.copyOf(differences);
            notes = List.copyOf(notes);
        }

        /** This step, whose being reached is not sure, with the reason. */
        Step undetermined(String note) {
            List<String> more = new ArrayList<>(notes);
            more.add(note);
            return new Step(
                    path, kind, "undetermined", call, effect, differences, Known.AFTER_APPLY, more, irreversible);
        }
    }

    /** A property before and after. */
    public record Difference(
            String property,
            @Nullable Object before,
            @Nullable Object after) {}

    /** {@code changes unchanged reads undetermined irreversible}, each counted. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("changes", count("changed"));
        counts.put("unchanged", count("unchanged"));
        counts.put("reads", (int) steps.stream()
                .filter(step -> step.effect().equals("read") && step.state().equals("ok"))
                .count());
        counts.put("undetermined", count("undetermined"));
        counts.put(
                "irreversible", (int) steps.stream().filter(Step::irreversible).count());
        return counts;
    }

    private int count(String state) {
        return (int) steps.stream().filter(step -> step.state().equals(state)).count();
    }

    /** {@code sha256:} and the digest of all that the plan shows: two plans with the same one do the same. */
    public String digest() {
        List<Object> all = new ArrayList<>();
        for (Step step : steps) {
            List<Object> differences = new ArrayList<>();
            step.differences()
                    .forEach(d -> differences.add(Json.write(java.util.Arrays.asList(
                            d.property(), String.valueOf(d.before()), String.valueOf(d.after())))));
            all.add(List.of(step.path(), step.state(), step.call(), differences));
        }
        return "sha256:" + Digest.sha256(Json.write(List.of(runbook, all)));
    }
}
