package dev.runwright.engine;

import dev.runwright.model.Lock;
import dev.runwright.model.Runbook;
import dev.runwright.text.Problem;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Scope;
import java.util.List;

/** What is judged over all inputs before a run exists: the runbook's checks, and the name of its lock. Stateless. */
final class Checks {
    private Checks() {}

    /** The locks of a run with these inputs; what is wrong is added to {@code problems}. */
    static List<String> of(Runbook runbook, Scope scope, String profile, List<Problem> problems) {
        for (Runbook.Check check : runbook.checks()) {
            try {
                if (!Boolean.TRUE.equals(check.that().evaluate(scope))) {
                    String sentence = String.valueOf(check.otherwise().render(scope));
                    problems.add(
                            check.blocks()
                                    ? Problem.error(check.position(), "check", sentence, null)
                                    : Problem.warning(check.position(), "check", sentence, null));
                }
            } catch (EvaluationException e) {
                problems.add(e.problem());
            }
        }
        Lock lock = runbook.lock();
        if (lock == null) {
            return List.of();
        }
        try {
            return List.of(profile + ":" + lock.name().render(scope));
        } catch (EvaluationException e) {
            problems.add(e.problem());
            return List.of();
        }
    }
}
