package dev.runwright.check;

import dev.runwright.model.InputType;
import dev.runwright.model.Runbook;
import dev.runwright.model.Step;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;
import java.util.Set;

/** What is asked as a condition must be true or false, as far as that is known before anything runs. */
final class ConditionRules {
    private static final Set<String> CONDITIONS = Set.of("when", "ok_when", "until", "assert", Places.WAIT_FOR_READING);

    private final KnownInputs inputs;
    private final Problems problems;

    ConditionRules(KnownInputs inputs, Problems problems) {
        this.inputs = inputs;
        this.problems = problems;
    }

    void check(Runbook runbook) {
        runbook.checks().forEach(check -> condition("that", new Template.Whole(check.position(), check.that())));
    }

    void check(Step step) {
        Places.of(step).stream()
                .filter(place -> CONDITIONS.contains(place.key()))
                .forEach(place -> condition(place.key(), place.template()));
    }

    private void condition(String key, Template template) {
        inputs.of(template)
                .filter(input -> input.type() != InputType.BOOLEAN)
                .ifPresent(input -> problems.error(
                        template.expressions().findFirst().orElseThrow().position(),
                        "not_a_condition",
                        "'" + key + "' must be true or false, got " + KnownInputs.words(input) + ".",
                        "Compare it with something."));
    }
}
