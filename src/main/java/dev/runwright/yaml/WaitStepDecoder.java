package dev.runwright.yaml;

import dev.runwright.model.DurationText;
import dev.runwright.model.Step;
import dev.runwright.model.StepHead;
import dev.runwright.model.WaitStep;
import dev.runwright.value.Expression;
import dev.runwright.value.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code wait:}, a duration or a map with {@code until every at_most read}. */
final class WaitStepDecoder implements StepDecoder {
    private static final Set<String> READING = Set.of("cmdlet", "powershell", "program", "read");
    private static final Duration EVERY = Duration.ofSeconds(30);

    @Override
    public String kind() {
        return "wait";
    }

    @Override
    public @Nullable Step decode(Fields fields, StepHead head) {
        Tree tree = fields.take("wait");
        if (tree instanceof Tree.Mapping mapping) {
            return condition(new Fields(fields.decoding(), mapping, "'wait'"), head);
        }
        if (tree instanceof Tree.Scalar scalar && scalar.isText()) {
            Template span = fields.decoding().template(tree);
            Optional<Duration> said =
                    span instanceof Template.Literal ? DurationText.parse(scalar.text()) : Optional.of(EVERY);
            if (said.filter(duration -> !duration.isZero()).isPresent()) {
                return new WaitStep(head, span, null, EVERY, Duration.ZERO, null);
            }
        }
        if (tree != null) {
            fields.wrong(tree, "wait", "a duration such as 90s, 30m or 4h, or a map with 'until' and 'at_most'");
        }
        return null;
    }

    private static @Nullable Step condition(Fields wait, StepHead head) {
        wait.require("until", "the expression that is waited for");
        Expression until = wait.expression("until");
        Duration every = wait.span("every");
        wait.require("at_most", "a duration after which the step fails");
        Duration atMost = wait.span("at_most");
        Step read = read(wait);
        wait.close();
        return until == null || atMost == null
                ? null
                : new WaitStep(head, null, until, every == null ? EVERY : every, atMost, read);
    }

    private static @Nullable Step read(Fields wait) {
        Tree.Mapping mapping = wait.mapping("read");
        if (mapping == null) {
            return null;
        }
        Step read = wait.decoding().step(mapping).orElse(null);
        boolean kindKnown = mapping.entries().keySet().stream().anyMatch(READING::contains);
        if (read != null && !kindKnown) {
            wait.wrong(mapping, "read", "a reading step of the kind cmdlet, powershell, program or read");
        }
        return read;
    }
}
