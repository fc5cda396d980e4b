package dev.runwright.model;

import dev.runwright.value.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ask: question} with a typed {@code form:}; the answer is the step's output, a map. Once expired, the form's defaults are the
 * answer if each field has one, else the step fails.
 *
 * @param form the fields, written like the inputs of a runbook
 * @param show what is shown beside the question; null for nothing
 */
public record AskStep(
        StepHead head,
        Template question,
        List<Input> form,
        @Nullable Template show,
        Audience audience) implements Step, PeopleStep {
    /** Copies the list. */
    public AskStep {
        form = List.copyOf(form);
    }

    @Override
    public String kind() {
        return "ask";
    }
}
