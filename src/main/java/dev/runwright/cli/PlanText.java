package dev.runwright.cli;

import dev.runwright.display.Difference;
import dev.runwright.engine.Plan;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run would do, for people and for machines. Stateless. */
final class PlanText {
    private static final int SHOWN = 20;

    private PlanText() {}

    /** The steps, of each fan-out the first twenty and those that differ from them in kind; the counts last. */
    static void print(Plan plan, PrintStream out) {
        Map<String, Integer> shown = new LinkedHashMap<>();
        int leftOut = 0;
        for (Plan.Step step : plan.steps()) {
            int bracket = step.path().lastIndexOf('[');
            String like = (bracket < 0 ? step.path() : step.path().substring(0, bracket)) + " " + step.state();
            if (shown.merge(like, 1, Integer::sum) > SHOWN) {
                leftOut++;
            } else {
                print(step, out);
            }
        }
        if (leftOut > 0) {
            out.println("… and " + leftOut + " more of the same kind; -o json shows all");
        }
        if (plan.problem() != null) {
            out.println("The run would stop here: " + plan.problem());
        }
        out.println(plan.counts().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" ")));
    }

    private static void print(Plan.Step step, PrintStream out) {
        String state = step.state().equals("changed") ? "change" : step.state();
        out.println(String.format("%-12s %s  %s", state, step.path(), step.call()));
        step.differences()
                .forEach(one ->
                        out.println("               " + new Difference(one.property(), one.before(), one.after())));
        if (step.known() == Plan.Known.NEVER
                && step.differences().isEmpty()
                && step.state().equals("changed")) {
            out.println("               nothing reads what it changes");
        }
        step.notes().forEach(note -> out.println("               " + note));
        if (step.irreversible()) {
            out.println("               cannot be taken back");
        }
    }

    static Map<String, @Nullable Object> document(Plan plan) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("runbook", plan.runbook());
        document.put("digest", plan.digest());
        document.put("counts", plan.counts());
        document.put("steps", plan.steps().stream().map(PlanText::step).toList());
        document.put("problem", plan.problem());
        document.put("problems", ProblemReport.list(plan.warnings()));
        return document;
    }

    private static Map<String, @Nullable Object> step(Plan.Step step) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("path", step.path());
        document.put("kind", step.kind());
        document.put("state", step.state());
        document.put("call", step.call());
        document.put("effect", step.effect());
        document.put(
                "diff", step.differences().stream().map(PlanText::difference).toList());
        document.put("known", step.known().word());
        document.put("notes", step.notes());
        document.put("irreversible", step.irreversible());
        return document;
    }

    private static Map<String, @Nullable Object> difference(Plan.Difference difference) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("property", difference.property());
        document.put("before", difference.before());
        document.put("after", difference.after());
        return document;
    }
}
