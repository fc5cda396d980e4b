package dev.runwright.model;

import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code manual: instructions}: a person does it and says so; the output is {@code {by, at, comment, evidence}}.
 *
 * @param evidence what file is to be handed in; null for none
 */
public record ManualStep(
        StepHead head, Template instructions, @Nullable Template evidence, Audience audience)
        implements Step, PeopleStep {
    @Override
    public String kind() {
        return "manual";
    }
}
