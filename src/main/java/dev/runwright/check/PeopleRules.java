package dev.runwright.check;

import dev.runwright.model.ApproveStep;
import dev.runwright.model.Step;
import dev.runwright.text.Problems;
import dev.runwright.value.Template;

/** What is asked of people must be possible. Stateless. */
final class PeopleRules {
    private PeopleRules() {}

    static void check(Step step, Problems problems) {
        if (!(step instanceof ApproveStep approve) || !(approve.audience().from() instanceof Template.Items from)) {
            return;
        }
        boolean users = from.items().stream()
                .allMatch(item -> item instanceof Template.Literal literal
                        && String.valueOf(literal.value()).contains("@"));
        if (users && approve.quorum() > from.items().size()) {
            problems.warning(
                    from.position(),
                    "quorum",
                    "'quorum' asks for " + approve.quorum() + " people, and 'from' names "
                            + from.items().size() + ".",
                    null);
        }
    }
}
