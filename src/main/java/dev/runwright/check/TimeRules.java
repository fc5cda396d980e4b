package dev.runwright.check;

import dev.runwright.model.Step;
import dev.runwright.text.Problems;
import java.time.Duration;

/** No step can take longer than the step that it stands in. Stateless. */
final class TimeRules {
    private TimeRules() {}

    static void check(Step step, Problems problems) {
        Duration whole = step.head().timeout();
        if (whole != null) {
            step.inside().forEach(inner -> compare(whole, inner, problems));
        }
    }

    private static void compare(Duration whole, Step inner, Problems problems) {
        Duration own = inner.head().timeout();
        if (own == null) {
            inner.inside().forEach(deeper -> compare(whole, deeper, problems));
        } else if (own.compareTo(whole) > 0) {
            problems.warning(
                    inner.position(),
                    "timeout_outlasts",
                    "The step's 'timeout' of " + own.toSeconds() + " s is longer than the " + whole.toSeconds()
                            + " s of the step that it stands in.",
                    "The shorter one counts.");
        }
    }
}
