package dev.runwright.check;

import dev.runwright.model.Input;
import dev.runwright.model.InputType;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Problems;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A secret goes to a cmdlet or a script and nowhere else (design 3.1, "Secrets"). Used once. */
final class SecretRules {
    private final Runbook runbook;
    private final StepIndex index;
    private final Problems problems;
    private final Set<List<String>> secrets = new HashSet<>();

    SecretRules(Runbook runbook, StepIndex index, Problems problems) {
        this.runbook = runbook;
        this.index = index;
        this.problems = problems;
        for (Input input : runbook.inputs()) {
            if (input.type() == InputType.SECRET) {
                secrets.add(List.of("inputs", input.name()));
            }
        }
        for (Step step : index.all()) {
            if (step.head().secretOutput() && step.head().id() != null) {
                secrets.add(List.of("steps", step.head().id(), "output"));
            }
        }
    }

    void check() {
        if (secrets.isEmpty()) {
            return;
        }
        for (Runbook.Check check : runbook.checks()) {
            shown(check.otherwise(), "'else'");
        }
        if (runbook.lock() != null) {
            shown(runbook.lock().name(), "'lock'");
        }
        runbook.outputs().forEach((name, output) -> shown(output, "the output '" + name + "'"));
        for (Step step : index.all()) {
            for (Places.Place place : Places.of(step)) {
                if (place.shown()) {
                    shown(
                            place.template(),
                            place.key().equals("program") ? "an argument of a program" : "'" + place.key() + "'");
                } else {
                    whole(place.template());
                }
            }
        }
    }

    private void shown(Template template, String where) {
        template.expressions()
                .forEach(expression -> secret(expression)
                        .ifPresent(secret -> problems.error(
                                expression.position(),
                                "secret_shown",
                                "The secret '" + secret + "' would be shown in " + where + ".",
                                "Pass secrets under 'with' of a cmdlet or a PowerShell script.")));
    }

    /** A secret that is mixed into a text is no secret any more. */
    private void whole(Template template) {
        if (template instanceof Template.Mixed mixed) {
            mixed.expressions()
                    .forEach(expression -> secret(expression)
                            .ifPresent(secret -> problems.error(
                                    expression.position(),
                                    "secret_in_text",
                                    "The secret '" + secret + "' must be the whole value, not a part of a text.",
                                    null)));
        } else if (template instanceof Template.Items items) {
            items.items().forEach(this::whole);
        } else if (template instanceof Template.Fields fields) {
            fields.fields().values().forEach(this::whole);
        }
    }

    private Optional<String> secret(Expression expression) {
        return expression.paths().stream()
                .flatMap(path -> secrets.stream().filter(secret -> startsWith(path, secret)))
                .map(secret -> String.join(".", secret))
                .findFirst();
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }
}
