package dev.runwright.model;

import dev.runwright.value.Template;
import org.jspecify.annotations.Nullable;

/**
 * {@code approve: question}: waits for people, never for the starter alone; binds to what would be done next.
 *
 * @param show what is shown beside the question; null for nothing
 * @param quorum how many must approve, at least 1
 * @param approvedWhenExpired the standard answer after {@code expires}: {@code default: approve}, else reject
 * @param comment whether an answer needs a comment
 */
public record ApproveStep(
        StepHead head,
        Template question,
        @Nullable Template show,
        Audience audience,
        int quorum,
        boolean approvedWhenExpired,
        boolean comment)
        implements Step, PeopleStep {
    @Override
    public String kind() {
        return "approve";
    }
}
