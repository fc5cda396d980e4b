package dev.runwright.model;

import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code notify:} a message to people, which cannot be taken back.
 *
 * @param way {@code mail teams slack webhook}
 * @param message its {@code to subject text from}, of a webhook any data
 * @param through the channel of the profile; null for the one called as the way is
 */
public record NotifyStep(
        StepHead head,
        String way,
        Template.Fields message,
        @Nullable String through) implements Step {
    /** The channel's name. */
    public String channel() {
        return through == null ? way : through;
    }

    @Override
    public String kind() {
        return "notify";
    }
}
